package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.note;
import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Finds values in the publisher's data that a Go peer reads differently: there, numbers are doubles, and text is valid Unicode.
 * Thread-safe.
 */
final class GoValues {

    private static final int PATH_LENGTH = 60;
    private static final int ALWAYS_EXACT = 15;

    /** A value to visit, with its path of bounded length. */
    private record Step(String path, JsonNode value) {

        Step to(String name, JsonNode child) {
            return new Step(path.length() > PATH_LENGTH ? path : path + name, child);
        }
    }

    void check(EnvelopeMembers members, List<Finding> to) {
        Survey survey = new Survey();
        for (EnvelopeField field : List.of(EnvelopeField.ADDITIONAL_FIELDS, EnvelopeField.PAYLOAD)) {
            JsonNode value = members.present(field);
            if (value != null) {
                survey.walk(field.json(), value);
            }
        }
        survey.report(to);
    }

    /** Visits a tree, without recursion because it may be deep, and keeps the first finding of each kind. */
    private static final class Survey {

        private String inexact;
        private String huge;
        private String halfPair;

        void walk(String root, JsonNode tree) {
            Deque<Step> left = new ArrayDeque<>();
            left.push(new Step(root, tree));
            while (!left.isEmpty()) {
                Step step = left.pop();
                JsonNode value = step.value;
                if (value.isObject()) {
                    value.properties().forEach(member -> {
                        check(step.path, member.getKey());
                        left.push(step.to("." + member.getKey(), member.getValue()));
                    });
                } else if (value.isArray()) {
                    for (int i = 0; i < value.size(); i++) {
                        left.push(step.to("[" + i + "]", value.get(i)));
                    }
                } else if (value.isTextual()) {
                    check(step.path, value.textValue());
                } else if (value.isNumber()) {
                    check(step.path, value);
                }
            }
        }

        private void check(String path, String text) {
            if (halfPair == null && text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                halfPair = shown(path);
            }
        }

        private void check(String path, JsonNode number) {
            double read = number.doubleValue();
            if (Double.isInfinite(read)) {
                huge = huge == null ? shown(path) : huge;
            } else if (inexact == null && !isExact(number.decimalValue(), read)) {
                inexact = shown(path) + " " + UntrustedText.of(number.toString()) + ", which Go reads as "
                        + new BigDecimal(Double.toString(read));
            }
        }

        /** Whether a double represents the number: exactly, or as a decimal of up to fifteen digits. */
        private static boolean isExact(BigDecimal number, double read) {
            if (read == 0 && number.signum() != 0) {
                return false;
            }
            return number.precision() <= ALWAYS_EXACT || number.compareTo(new BigDecimal(read)) == 0
                    || number.compareTo(new BigDecimal(Double.toString(read))) == 0;
        }

        private static String shown(String path) {
            return UntrustedText.of(path, PATH_LENGTH);
        }

        void report(List<Finding> to) {
            if (huge != null) {
                to.add(violation(huge, "is a number beyond the range of doubles: a Go peer can't read the event",
                        "Write it as a string."));
            }
            if (halfPair != null) {
                to.add(violation(halfPair, "holds half of a surrogate pair: a Go peer reads U+FFFD instead",
                        "Cut text between characters, not within them."));
            }
            if (inexact != null) {
                to.add(note(inexact, "more digits than a double has; a string keeps them"));
            }
        }
    }
}

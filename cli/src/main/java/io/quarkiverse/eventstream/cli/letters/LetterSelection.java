package io.quarkiverse.eventstream.cli.letters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.quarkiverse.eventstream.cli.console.Times;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterConditions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that select letters of a topic: those that meet all conditions. */
public final class LetterSelection {

    private static final Pattern WITHOUT_TOPIC = Pattern.compile("\\d+@\\d+");

    @Option(names = "--id", paramLabel = "ID", order = 10,
            description = "Only this letter: its id, such as shop.orders.dlq-0@17, or its end, 0@17; repeatable.")
    private final List<String> ids = new ArrayList<>();

    @Option(names = "--listener", paramLabel = "LISTENER", order = 11,
            description = "Only letters of the listener with this id.")
    private String listener;

    @Option(names = "--group", paramLabel = "GROUP", order = 12, description = "Only letters of listeners of this group.")
    private String group;

    @Option(names = "--exception", paramLabel = "CLASS", order = 13, description = "Only letters with this exception.")
    private String exception;

    @Option(names = "--fingerprint", paramLabel = "FINGERPRINT", order = 14,
            description = "Only letters of this cause; letters TOPIC prints the fingerprints.")
    private String fingerprint;

    @Option(names = "--name", paramLabel = "NAME", order = 15, description = "Only events of this name.")
    private String name;

    @Option(names = "--key", paramLabel = "KEY", order = 16, description = "Only records with this key.")
    private String key;

    @Option(names = "--since", paramLabel = "TIME", order = 17, converter = TimeConverter.class,
            description = "Only letters of failures since a time such as 2026-11-24T06:00:00Z, or an age such as -1h.")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME", order = 18, converter = TimeConverter.class,
            description = "Only letters of failures before such a time.")
    private Instant until;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Reads a time. */
    static final class TimeConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return Times.parse(text, Instant.now());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("\"" + text + "\" is no time. Write it as 2026-11-24T06:00:00Z, or as an age"
                        + " such as -1h");
            }
        }
    }

    /** Whether there is no condition: all letters are selected. */
    public boolean isEmpty() {
        return ids.isEmpty() && since == null && until == null && conditions().isEmpty();
    }

    /** The values of the conditions that are given, by their names. */
    private Map<String, String> conditions() {
        Map<String, String> conditions = new HashMap<>();
        conditions.put("listener", listener);
        conditions.put("group", group);
        conditions.put("exception", exception);
        conditions.put("fingerprint", fingerprint);
        conditions.put("name", name);
        conditions.put("key", key);
        conditions.values().removeIf(Objects::isNull);
        return conditions;
    }

    /** Whether there is one letter by its id. */
    public boolean isOneId() {
        return ids.size() == 1;
    }

    /** The conditions for letters of a topic; open ones, unless it is changed. */
    public LetterFilter.Builder filter(String topic) {
        LetterFilter.Builder filter = LetterFilter.builder().ids(ids.stream().map(id -> id(id, topic)).toList());
        conditions().forEach((name, value) -> LetterConditions.add(filter, name, value));
        return filter.failedBetween(since, until);
    }

    private LetterId id(String text, String topic) {
        try {
            LetterId id = LetterId.parse(WITHOUT_TOPIC.matcher(text).matches() ? topic + "-" + text : text);
            if (!id.topic().equals(topic)) {
                throw new ParameterException(command.commandLine(), "--id " + text + " is no letter of " + topic + ".");
            }
            return id;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--id: " + e.getMessage() + ".", e);
        }
    }
}

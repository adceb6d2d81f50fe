package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "orderCreated", "order-created", "order.created_v2", "it's", "1'2.3_4-5"})
    void topicsAndEventNamesMayHaveSingleSeparators(String name) {
        assertThat(NameRules.topic(name)).isNull();
        assertThat(NameRules.eventName(name)).isNull();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {".", "a.", ".a", "-a", "a-", "a_", "'a", "a'", "a..b", "a.-b", "a b", " a", "a ", "a\n", "a\nb",
            "é", "a/b",
            "a$", "a*", "а", "１", "a\0", "😀"})
    void otherTopicsAndEventNamesAreRefused(String name) {
        assertThat(NameRules.topic(name)).contains("single '.', '_', '-' or '").contains("256");
        assertThat(NameRules.eventName(name)).isNotNull();
    }

    @Test
    void namesHaveAtMost256Characters() {
        assertThat(NameRules.topic("a".repeat(256))).isNull();
        assertThat(NameRules.topic("a".repeat(257))).isNotNull();
        assertThat(NameRules.namespace("a".repeat(256))).isNull();
        assertThat(NameRules.namespace("a".repeat(257))).isNotNull();
        assertThat(NameRules.group("a".repeat(256))).isNull();
        assertThat(NameRules.group("a".repeat(257))).isNotNull();
        assertThat(NameRules.kafkaTopic("a".repeat(249))).isNull();
        assertThat(NameRules.kafkaTopic("a".repeat(250))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000})
    void namesOfAnyLengthAreAnswered(int length) {
        for (String name : new String[]{"a".repeat(length), "a".repeat(length) + "!", "a.".repeat(length), "a-b".repeat(length),
                ".".repeat(length), "-".repeat(length), "4".repeat(length)}) {
            assertThat(NameRules.topic(name)).isNotNull();
            assertThat(NameRules.eventName(name)).isNotNull();
            assertThat(NameRules.namespace(name)).isNotNull();
            assertThat(NameRules.group(name)).isNotNull();
            assertThat(NameRules.kafkaTopic(name)).isNotNull();
            assertThat(NameRules.uuid(name)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "shop", "shop-eu", "0", "A-1-b", "a--b"})
    void namespacesMayHaveHyphensWithin(String namespace) {
        assertThat(NameRules.namespace(namespace)).isNull();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"-", "-a", "a-", "a.b", "a_b", "a b", "a'b", "a\n", "é"})
    void otherNamespacesAreRefused(String namespace) {
        assertThat(NameRules.namespace(namespace)).contains("'-' between them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a", "billing", ".a-b_c.", "-", "a..b"})
    void groupsMayHaveSeparatorsAnywhere(String group) {
        assertThat(NameRules.group(group)).isNull();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"**", "a*", "a b", "a'b", "a/b", "é", "a\n"})
    void otherGroupsAreRefused(String group) {
        assertThat(NameRules.group(group)).contains("'*' alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "shop.orders", "...", "_", "-"})
    void kafkaTakesTheseTopics(String topic) {
        assertThat(NameRules.kafkaTopic(topic)).isNull();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {".", "..", "it's", "a b", "é", "a/b", "*"})
    void kafkaRefusesOtherTopics(String topic) {
        assertThat(NameRules.kafkaTopic(topic)).contains("no '").contains("249");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7d480ce0e8624b02901bd80d9ba9817c", "00000000000040008000000000000000",
            "ffffffffffff4fffbfffffffffffffff"})
    void anEmptyIdOrAUuidOfVersion4Passes(String id) {
        assertThat(NameRules.uuid(id)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7d480ce0e8624b02901bd80d9ba9817", "7d480ce0e8624b02901bd80d9ba9817cc",
            "7D480CE0E8624B02901BD80D9BA9817C",
            "7d480ce0-e862-4b02-901b-d80d9ba9817c", "7d480ce0e8621b02901bd80d9ba9817c", "7d480ce0e8624b02c01bd80d9ba9817c",
            "7d480ce0e8624b02901bd80d9ba9817g", " ", "x"})
    void otherIdsAreRefused(String id) {
        assertThat(NameRules.uuid(id)).contains("UUID v4");
    }

    /** The wire format's own expressions, on all texts of a small alphabet; none is long enough to make them slow. */
    @Test
    void theRulesAreThoseOfTheWireFormat() {
        Pattern separated = Pattern.compile("^[a-zA-Z0-9]+(?:['._-][a-zA-Z0-9]+)*\\z");
        Pattern group = Pattern.compile("(?:[a-zA-Z0-9._-]+|\\*)");
        char[] alphabet = {'a', '9', '.', '\'', '-', '*', '\n'};
        for (int number = 0; number < Math.pow(alphabet.length, 5); number++) {
            StringBuilder text = new StringBuilder();
            for (int rest = number; rest > 0; rest /= alphabet.length) {
                text.append(alphabet[rest % alphabet.length]);
            }
            String name = text.toString();
            assertThat(NameRules.topic(name) == null).as(name).isEqualTo(separated.matcher(name).matches());
            assertThat(NameRules.group(name) == null).as(name).isEqualTo(group.matcher(name).matches());
        }
    }
}

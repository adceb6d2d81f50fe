package io.quarkiverse.eventstream.runtime.envelope;

/**
 * The rules of names. Each check returns null for a valid name; for any other, the rule, which can follow the name in a message. The name may
 * be null. All run in linear time for any name: no regular expressions.
 */
public final class NameRules {

    private static final int MAX_LENGTH = 256;
    private static final int MAX_KAFKA_LENGTH = 249;

    private static final String SEPARATED = "must be letters and digits (a-z, A-Z, 0-9) with single '.', '_', '-' or ' between them,"
            + " at most 256 characters";
    private static final String NAMESPACE = "must be letters and digits (a-z, A-Z, 0-9) with '-' between them, at most 256"
            + " characters";
    private static final String GROUP = "must be letters, digits, '.', '_' and '-' (a-z, A-Z, 0-9), or '*' alone, at most 256"
            + " characters";
    private static final String KAFKA_TOPIC = "must be a topic name that Kafka accepts, with the prefix: 1 to 249 letters, digits,"
            + " '.', '_' and '-' (a-z, A-Z, 0-9), no ', and neither \".\" nor \"..\"";
    private static final String UUID = "must be empty or a UUID v4 in lower case without hyphens: 32 hexadecimal digits, the 13th a"
            + " 4, the 17th one of 8, 9, a and b";

    private NameRules() {}

    /** The rule of a topic without its prefix. It allows {@code '}, which {@link #kafkaTopic} does not. */
    public static String topic(String topic) {
        return separated(topic);
    }

    /** The rule of an event's name. */
    public static String eventName(String name) {
        return separated(name);
    }

    /** The rule of a namespace. */
    public static String namespace(String namespace) {
        if (namespace == null || namespace.isEmpty() || namespace.length() > MAX_LENGTH) {
            return NAMESPACE;
        }
        int last = namespace.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = namespace.charAt(i);
            boolean between = i > 0 && i < last;
            if (!isLetterOrDigit(c) && !(between && c == '-')) {
                return NAMESPACE;
            }
        }
        return null;
    }

    /** The rule of a consumer group without its prefix. */
    public static String group(String group) {
        if ("*".equals(group)) {
            return null;
        }
        boolean good = group != null && !group.isEmpty() && group.length() <= MAX_LENGTH && isKafkaText(group);
        return good ? null : GROUP;
    }

    /** Kafka's rule of a topic with its prefix. */
    public static String kafkaTopic(String topic) {
        boolean good = topic != null && !topic.isEmpty() && topic.length() <= MAX_KAFKA_LENGTH && isKafkaText(topic)
                && !".".equals(topic) && !"..".equals(topic);
        return good ? null : KAFKA_TOPIC;
    }

    /** The rule of ids where validation is strict. An empty id is valid. */
    public static String uuid(String id) {
        return id != null && (id.isEmpty() || isUuid(id)) ? null : UUID;
    }

    private static String separated(String name) {
        if (name == null || name.isEmpty() || name.length() > MAX_LENGTH) {
            return SEPARATED;
        }
        boolean separatorAllowed = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isLetterOrDigit(c)) {
                separatorAllowed = true;
            } else if (separatorAllowed && (c == '.' || c == '_' || c == '-' || c == '\'')) {
                separatorAllowed = false;
            } else {
                return SEPARATED;
            }
        }
        // Now it is true if the last character was a letter or a digit.
        return separatorAllowed ? null : SEPARATED;
    }

    private static boolean isKafkaText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(String id) {
        if (id.length() != 32 || id.charAt(12) != '4' || "89ab".indexOf(id.charAt(16)) < 0) {
            return false;
        }
        for (int i = 0; i < 32; i++) {
            char c = id.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

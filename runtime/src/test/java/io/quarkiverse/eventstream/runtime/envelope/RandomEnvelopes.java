package io.quarkiverse.eventstream.runtime.envelope;

import java.util.Random;

/** Creates envelopes that are valid, but as unusual as JSON allows. */
final class RandomEnvelopes {

    private static final String[] TEXTS = {"", "a", "orderCreated", "name", "\\\"name\\\":\\\"x\\\"", "{", "}", "[]", "\\\\",
            "\\\"", "\\u0061",
            "é", "漢😀", "\\ud83d\\ude00", ",", ":", "\\n", " ", "}}", "\\\\\\\""};
    private static final String[] KEYS = {"id", "namespace", "service", "payload", "additional_fields", "x", "é", "nam",
            "names", "Name", "",
            "na\\u006de", "x\\\"name"};
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t\r\n "};
    private static final String[] SCALARS = {"0", "-1", "1.5", "1E+9", "-0.1e-3", "12345678901234567890", "true", "false",
            "null"};

    private final Random random;

    RandomEnvelopes(Random random) {
        this.random = random;
    }

    String next() {
        StringBuilder text = new StringBuilder(space()).append('{');
        int members = random.nextInt(6) + 1;
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",").append(space());
            if (random.nextInt(members) == 0) {
                text.append("\"name\"").append(space()).append(':').append(space())
                        .append(random.nextInt(20) == 0 ? "null" : string());
            } else {
                String key = pick(KEYS);
                text.append('"').append(key).append('"').append(space()).append(':').append(space()).append(valueOf(key));
            }
            text.append(space());
        }
        return text.append('}').append(space()).toString();
    }

    private String valueOf(String key) {
        return switch (key) {
            case "payload", "additional_fields" -> object(0);
            case "id", "namespace", "service", "na\\u006de" -> string();
            default -> value(0);
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 2 : 4)) {
            case 0 -> pick(SCALARS);
            case 1 -> string();
            case 2 -> object(depth + 1);
            default -> array(depth + 1);
        };
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{").append(space());
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append('"').append(random.nextBoolean() ? "name" : pick(KEYS)).append('"').append(space()).append(':')
                    .append(value(depth))
                    .append(i == 1 ? space() : ",");
        }
        return text.append('}').toString();
    }

    private String array(int depth) {
        StringBuilder text = new StringBuilder("[").append(space());
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(value(depth)).append(i == 1 ? space() : ",");
        }
        return text.append(']').toString();
    }

    private String string() {
        return '"' + (random.nextInt(3) > 0 ? "plain" + random.nextInt(10) : pick(TEXTS)) + '"';
    }

    private String space() {
        return pick(SPACES);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}

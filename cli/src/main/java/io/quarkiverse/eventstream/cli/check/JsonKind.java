package io.quarkiverse.eventstream.cli.check;

import com.fasterxml.jackson.databind.JsonNode;

/** The types of the wire format. */
enum JsonKind {

    STRING("a string") {
        @Override
        boolean matches(JsonNode value) {
            return value.isTextual();
        }
    },
    INTEGER("an integer of at most 64 bits, without a fraction or exponent") {
        @Override
        boolean matches(JsonNode value) {
            return value.isIntegralNumber() && value.canConvertToLong();
        }
    },
    BOOLEAN("true or false") {
        @Override
        boolean matches(JsonNode value) {
            return value.isBoolean();
        }
    },
    STRINGS("an array of strings, or null") {
        @Override
        boolean matches(JsonNode value) {
            if (!value.isArray()) {
                return false;
            }
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    return false;
                }
            }
            return true;
        }
    },
    OBJECT("an object, or null") {
        @Override
        boolean matches(JsonNode value) {
            return value.isObject();
        }
    };

    private final String description;

    JsonKind(String description) {
        this.description = description;
    }

    /** In words, with the article. */
    String description() {
        return description;
    }

    /** Whether a value that isn't null is of this type. */
    abstract boolean matches(JsonNode value);
}

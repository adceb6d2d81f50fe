package io.quarkiverse.eventstream.cli.records;

import java.math.BigDecimal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A condition on JSON: there is a value at a pointer.
 *
 * @param value the value as text, as JSON has it, or without the quotes of a string; null for any but null
 */
record JsonCondition(JsonPointer pointer, String value) {

    /** Reads the option. */
    static final class Converter implements ITypeConverter<JsonCondition> {

        @Override
        public JsonCondition convert(String text) {
            int equals = text.indexOf('=');
            String pointer = equals < 0 ? text : text.substring(0, equals);
            try {
                return new JsonCondition(JsonPointer.compile(pointer), equals < 0 ? null : text.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("\"" + pointer + "\" is no JSON pointer. It begins with a slash, such as"
                        + " /payload/orderId=o-1");
            }
        }
    }

    boolean accepts(JsonNode json) {
        JsonNode found = json.at(pointer);
        if (value == null) {
            return !found.isMissingNode() && !found.isNull();
        }
        if (found.isNumber()) {
            try {
                return found.decimalValue().compareTo(new BigDecimal(value)) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return found.isTextual() ? found.textValue().equals(value) : found.toString().equals(value);
    }
}

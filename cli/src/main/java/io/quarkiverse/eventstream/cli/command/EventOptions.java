package io.quarkiverse.eventstream.cli.command;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** One event in the options of a command. */
final class EventOptions {

    @Option(names = "--name", required = true, paramLabel = "NAME", order = 2, description = "The name of one event.")
    private String name;

    @Option(names = "--namespace", paramLabel = "NAMESPACE", order = 3, description = "Its namespace.")
    private String namespace;

    @Option(names = "--key", paramLabel = "KEY", order = 4, description = "Its key (default: its id).")
    private String key;

    @Option(names = "--payload", paramLabel = "JSON", converter = ObjectConverter.class, order = 5,
            description = "Its payload, a JSON object.")
    private JsonNode payload;

    @Option(names = "--field", paramLabel = "NAME=JSON", order = 6,
            description = "Another field of its envelope, such as userId='\"u-1\"' or version=2; repeatable.")
    private final Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--header", paramLabel = "NAME=VALUE", order = 7, description = "A header of its record; repeatable.")
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** Reads the payload. */
    static final class ObjectConverter implements ITypeConverter<JsonNode> {

        @Override
        public JsonNode convert(String text) {
            return json(text);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readTree(text);
        } catch (JsonProcessingException e) {
            throw new TypeConversionException("\"" + UntrustedText.of(text) + "\" is no JSON: "
                    + UntrustedText.of(e.getOriginalMessage()));
        }
    }

    /** The event as a file would have it. */
    InputStream toJson() {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("name", name);
        // A text without quotes is a text.
        fields.forEach((field, value) -> event.set(field, isJson(value) ? json(value) : event.textNode(value)));
        if (namespace != null) {
            event.put("namespace", namespace);
        }
        if (key != null) {
            event.put("key", key);
        }
        if (payload != null) {
            event.set("payload", payload);
        }
        if (!headers.isEmpty()) {
            ObjectNode all = event.putObject("headers");
            headers.forEach(all::put);
        }
        return new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isJson(String text) {
        try {
            json(text);
            return true;
        } catch (TypeConversionException e) {
            return false;
        }
    }
}

package io.quarkiverse.eventstream.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * All properties of the extension, as its annotation processor found them in the sources.
 *
 * @param properties in the order of the sources, those read at run time first
 * @param texts Javadoc by the element that it stands at
 */
record ConfigurationModel(List<Property> properties, Map<String, String> texts) {

    /** The part of a property's name that stands for the name of a stream. */
    private static final String ANY_STREAM = "quarkus.eventstream.\"stream-name\".";
    private static final String TYPE_TAGS = "!<[^>]+>";

    /**
     * A property.
     *
     * @param name with a name in quotes where the user chooses
     * @param variable the environment variable
     * @param type as the sources say
     * @param typeName as a reader knows it
     * @param byDefault the default; null if there is none
     * @param values the values of an enumeration, with the elements that have their Javadoc; empty for other types
     * @param element what the property's Javadoc stands at
     * @param ofBuild whether it is fixed when the application is built
     * @param ofStream whether named streams have it, too
     */
    record Property(String name, String variable, String type, String typeName, String byDefault,
            Map<String, String> values, String element, boolean ofBuild, boolean ofStream) {}

    /** Reads what compiling the modules has left behind. */
    static ConfigurationModel read(Path root) {
        List<Property> properties = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        for (String module : List.of("runtime", "deployment", "outbox/runtime", "operations/runtime")) {
            Path folder = root.resolve(Path.of(module, "target", "quarkus-config-doc"));
            // What the sources of one phase share with the other's is not wanted twice.
            tree(folder.resolve("quarkus-config-model.yaml")).path("configRoots").forEach(configRoot -> configRoot.path("items")
                    .forEach(item -> add(item, properties)));
            tree(folder.resolve("quarkus-config-javadoc.yaml")).path("elements").properties()
                    .forEach(element -> texts.put(element.getKey(), element.getValue().path("description").asText()));
        }
        return new ConfigurationModel(List.copyOf(properties), Map.copyOf(texts));
    }

    private static void add(JsonNode item, List<Property> properties) {
        if (item.path("path").isMissingNode()) {
            item.path("items").forEach(inner -> add(inner, properties));
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        Iterator<Map.Entry<String, JsonNode>> accepted = item.path("enumAcceptedValues").path("values").properties().iterator();
        accepted.forEachRemaining(value -> values.put(value.getValue().path("configValue").asText(),
                item.path("enumAcceptedValues").path("qualifiedName").asText() + "." + value.getKey()));
        boolean ofStream = false;
        for (JsonNode other : item.path("additionalPaths")) {
            ofStream |= other.path("property").asText().startsWith(ANY_STREAM);
        }
        properties.add(new Property(item.path("path").path("property").asText(),
                item.path("path").path("environmentVariable").asText(), item.path("type").asText(),
                item.path("typeDescription").asText(), item.path("defaultValue").asText(null), values,
                item.path("sourceType").asText() + "." + item.path("sourceElementName").asText(),
                !"RUN_TIME".equals(item.path("phase").asText()), ofStream));
    }

    /** The types that the processor writes next to its nodes are classes of its own. */
    private static JsonNode tree(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file).replaceAll(TYPE_TAGS, ""));
        } catch (IOException e) {
            throw new UncheckedIOException("Compile the modules runtime and deployment first: " + file, e);
        }
    }
}

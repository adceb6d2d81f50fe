package io.quarkiverse.eventstream.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.docs.ConfigurationModel.Property;

/**
 * The configuration reference. A property belongs to the group that its name says: below {@code quarkus.eventstream.publish},
 * say. A new group needs no change here, unless its title differs from its name.
 */
final class ConfigurationPage {

    private static final String ROOT = "quarkus.eventstream.";

    private static final String HEAD = """
            = Configuration
            :description: Every property of the extension

            // Generated from the sources: don't edit. See CONTRIBUTING.md.

            Properties are read when the application starts, so they can differ between environments.
            A property that is marked with *fixed at build time* is read when the application is built; a later change has no effect.

            A duration is written as `10s`, `500ms`, `5m` or `PT1M30S`.
            A property can also be set by the environment variable below its description.
            Names that you choose are in `<…>`.

            A named stream has the properties marked with *each stream* below its name: those of the stream `audit` begin with
            `quarkus.eventstream.audit.` instead of `quarkus.eventstream.`.
            """;

    /** Titles of the groups and links to pages, in the order of the page; other groups follow. */
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("streams", List.of("Streams", "See xref:streams.adoc[]."));
        GROUPS.put("publish", List.of("Publishing", "See xref:publishing.adoc[]."));
        GROUPS.put("delivery", List.of("Delivery", "See xref:delivery.adoc[] and xref:failures.adoc[]."));
        GROUPS.put("kafka", List.of("Kafka", "Values that are not set here come from Quarkus's `kafka.*` properties. See"
                + " xref:streams.adoc#kafka[Kafka] and xref:security.adoc[]."));
        GROUPS.put("listener", List.of("Listeners", "See xref:listeners.adoc[] and xref:failures.adoc[]."));
        GROUPS.put("bus", List.of("The whole bus", "For all streams together."));
        GROUPS.put("operations", List.of("Operations", "See xref:dead-letters.adoc[]."));
        GROUPS.put("health", List.of("Health", "See xref:observability.adoc#health[Health]."));
        GROUPS.put("keda", List.of("KEDA", "See xref:scaling.adoc[]."));
        GROUPS.put("devservices",
                List.of("Dev Services", "See xref:dev-services.adoc#broker[the broker of dev mode and tests]."));
    }

    /** A name that the user chooses, after the name of its map. */
    private static final Pattern KEY = Pattern.compile("\\.([a-z-]+)\\.\"[^\"]+\"\\.");

    private final ConfigurationModel model;

    ConfigurationPage(ConfigurationModel model) {
        this.model = model;
    }

    String render() {
        Map<String, List<Property>> groups = new LinkedHashMap<>();
        GROUPS.keySet().forEach(group -> groups.put(group, new ArrayList<>()));
        model.properties().forEach(property -> groups.computeIfAbsent(group(property), key -> new ArrayList<>()).add(property));

        StringBuilder page = new StringBuilder(HEAD);
        groups.forEach((group, properties) -> {
            if (!properties.isEmpty()) {
                List<String> texts = GROUPS.getOrDefault(group, List.of(group.substring(0, 1).toUpperCase(Locale.ROOT)
                        + group.substring(1).replace('-', ' '), ""));
                page.append("\n[#").append(group).append("]\n== ").append(texts.get(0)).append("\n\n");
                introductions(group).filter(text -> !text.equals(texts.get(0) + "."))
                        .forEach(text -> page.append(text).append("\n\n"));
                if (!texts.get(1).isEmpty()) {
                    page.append(texts.get(1)).append("\n\n");
                }
                page.append("[cols=\"3,1,1\"]\n|===\n|Property |Type |Default\n");
                properties.forEach(property -> row(property, page));
                page.append("|===\n");
            }
        });
        return page.toString();
    }

    private static String group(Property property) {
        String name = property.name().substring(ROOT.length());
        if (name.indexOf('.') > 0) {
            return name.substring(0, name.indexOf('.'));
        }
        return property.ofStream() ? "streams" : "bus";
    }

    /** The Javadoc of the methods that return the group. */
    private Stream<String> introductions(String group) {
        String method = camelCase(group);
        return model.texts().entrySet().stream()
                .filter(text -> text.getKey()
                        .matches(".*\\.(EventStream|EventStreamBuildTime|Stream)Config\\." + method + "s?"))
                .filter(text -> model.properties().stream().noneMatch(property -> property.element().equals(text.getKey())))
                .map(text -> JavadocText.toAsciiDoc(text.getValue())).distinct().sorted();
    }

    private static String camelCase(String name) {
        return Pattern.compile("-(.)").matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private void row(Property property, StringBuilder page) {
        page.append("\na|[#").append(anchor(property.name())).append("]\n`+").append(shown(property.name())).append("+`\n\n")
                .append(text(property.element())).append("\n\n");
        Matcher key = KEY.matcher(property.name().substring(ROOT.length()));
        if (key.find()) {
            model.texts().entrySet().stream().filter(text -> text.getKey().endsWith("." + camelCase(key.group(1))))
                    .map(text -> JavadocText.toAsciiDoc(text.getValue())).sorted().findFirst()
                    .ifPresent(text -> page.append(text).append("\n\n"));
        }
        property.values().forEach((value, element) -> {
            if (model.texts().containsKey(element)) {
                page.append("* `+").append(value).append("+`: ").append(text(element)).append('\n');
            }
        });
        page.append(property.values().isEmpty() ? "" : "\n")
                .append("[.environment]#`+").append(property.variable()).append("+`#\n");
        List<String> marks = new ArrayList<>();
        if (property.ofStream()) {
            marks.add("each stream");
        }
        if (property.ofBuild()) {
            marks.add("fixed at build time");
        }
        if (!marks.isEmpty()) {
            page.append("\n[.marks]#*").append(String.join("*, *", marks)).append("*#\n");
        }
        page.append('|').append(type(property)).append('\n');
        page.append('|').append(property.byDefault() == null ? "" : "`+" + value(property) + "+`").append('\n');
    }

    private String text(String element) {
        String javadoc = model.texts().get(element);
        if (javadoc == null) {
            throw new IllegalStateException("Not documented: " + element);
        }
        return JavadocText.toAsciiDoc(javadoc);
    }

    /** The name, with the parts that the user chooses in angle brackets, and in quotes if they may hold dots. */
    private static String shown(String name) {
        return name.replaceAll("\"([^\"]+)\"", "\"<$1>\"");
    }

    private static String anchor(String name) {
        return name.replaceAll("[^a-z0-9-]+", "-").replaceAll("-$", "");
    }

    private static String type(Property property) {
        if (!property.values().isEmpty()) {
            return property.values().keySet().stream().map(value -> "`+" + value + "+`")
                    .collect(Collectors.joining(", "));
        }
        return switch (property.type()) {
            case "java.time.Duration" -> "duration";
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> "integer";
            case "boolean", "java.lang.Boolean" -> "boolean";
            case "java.util.Map" -> "string";
            default -> property.typeName();
        };
    }

    /** The processor turns durations into capital letters. */
    private static String value(Property property) {
        String value = property.byDefault();
        return "java.time.Duration".equals(property.type()) && !value.startsWith("P") ? value.toLowerCase(Locale.ROOT) : value;
    }
}

package io.quarkiverse.eventstream.runtime.channels;

import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;

/** The attributes of a channel, as they are configured. Collects the problems that it finds. Not thread-safe. */
final class ChannelAttributes {

    static final String CONCURRENCY = "concurrency";

    private static final String ALL = "*";
    /** SmallRye makes several channels of one with a concurrency, and numbers them. */
    private static final Pattern NUMBER_OF_SEVERAL = Pattern.compile("\\$\\d+$");
    /** The attributes of a channel of any connector, which SmallRye and Quarkus read. */
    private static final Set<String> OF_EVERY_CHANNEL = Set.of("connector", "type", "channel-name", "enabled", "broadcast",
            "merge", CONCURRENCY, "pausable", "initially-paused", "pausable.initially-paused", "pausable.late-subscription",
            "pausable.buffer-size", "pausable.buffer-strategy");

    private final String prefix;
    private final Config config;
    private final Set<String> problems;
    private final String channel;

    private ChannelAttributes(String prefix, Config config, Set<String> problems) {
        this.prefix = prefix;
        this.config = config;
        this.problems = problems;
        String name = config.getValue(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE, String.class);
        this.channel = config.getOptionalValue(CONCURRENCY, Integer.class).orElse(1) > 1
                ? NUMBER_OF_SEVERAL.matcher(name).replaceFirst("")
                : name;
    }

    /**
     * The attributes of an incoming channel.
     *
     * @param config the configuration that SmallRye passes to the connector
     * @param problems gets a sentence for each problem, which names the property
     */
    static ChannelAttributes incoming(Config config, Set<String> problems) {
        return new ChannelAttributes(ConnectorFactory.INCOMING_PREFIX, config, problems);
    }

    /** The attributes of an outgoing channel; see {@link #incoming}. */
    static ChannelAttributes outgoing(Config config, Set<String> problems) {
        return new ChannelAttributes(ConnectorFactory.OUTGOING_PREFIX, config, problems);
    }

    String channel() {
        return channel;
    }

    /** The property that sets an attribute of this channel. */
    String key(String attribute) {
        return prefix + (channel.contains(".") ? '"' + channel + '"' : channel) + "." + attribute;
    }

    /** The text of an attribute; empty if it is not set. */
    String text(String attribute) {
        return value(attribute, String.class).map(String::strip).orElse("");
    }

    /** The text of an attribute; empty for {@code *}, because both mean all. */
    String emptyForAll(String attribute) {
        String text = text(attribute);
        return ALL.equals(text) ? "" : text;
    }

    /** The parsed text of an attribute; null if it is not set, or can't be parsed. */
    <T> T read(String attribute, Function<String, T> reader) {
        String text = text(attribute);
        try {
            return text.isEmpty() ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            report(attribute, e.getMessage());
            return null;
        }
    }

    boolean flag(String attribute) {
        String text = text(attribute);
        if (!text.isEmpty() && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            report(attribute, "must be true or false, not \"" + UntrustedText.of(text) + '"');
        }
        return Boolean.parseBoolean(text);
    }

    int atLeastOne(String attribute, int byDefault) {
        int value = value(attribute, Integer.class).orElse(byDefault);
        if (value < 1) {
            report(attribute, "must be 1 or more, not " + value);
        }
        return Math.max(1, value);
    }

    /** The name of the channel's stream. */
    String stream(Set<String> known) {
        String stream = text("stream");
        if (!stream.isEmpty() && !known.contains(stream)) {
            report("stream", "there is no stream \"" + UntrustedText.of(stream) + "\", there are " + new TreeSet<>(known)
                    + ". Configure quarkus.eventstream." + UntrustedText.of(stream) + ".stream, or name another one");
        }
        return stream.isEmpty() ? EventStreamConfig.DEFAULT_STREAM : stream;
    }

    /**
     * Reports unknown attributes: they are typing errors, or meant for another connector.
     *
     * @param ofOtherDirection those of the other direction, because a connector's attributes are set for both
     */
    void requireKnown(Set<String> known, Set<String> ofOtherDirection) {
        Set<String> normal = Stream.of(known, ofOtherDirection, OF_EVERY_CHANNEL).flatMap(Set::stream)
                .map(ChannelAttributes::normal).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        config.getPropertyNames().forEach(name -> {
            if (!normal.contains(normal(name))) {
                unknown.add(name);
            }
        });
        for (String name : unknown) {
            report(name, "there is no such attribute, there are " + new TreeSet<>(known)
                    + ". Kafka's own settings are under quarkus.eventstream.kafka, those of delivery under"
                    + " quarkus.eventstream.listener.\"" + ListenerSpec.CHANNEL + channel + "\"");
        }
    }

    void report(String attribute, String problem) {
        problems.add(key(attribute) + ": " + problem);
    }

    /** Reports a broken rule, in a sentence that begins with the attribute's name. */
    void reportViolation(String sentence) {
        problems.add(key(sentence));
    }

    private <T> Optional<T> value(String attribute, Class<T> type) {
        try {
            return config.getOptionalValue(attribute, type);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            // The text is not of that type, or contains an expression without a value.
            report(attribute, e.getMessage());
            return Optional.empty();
        }
    }

    /** The form of a name that survives in an environment variable. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    }
}

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

/**
 * The attributes of a channel, as they are written. Collects what is wrong with them. Not thread-safe.
 */
final class ChannelAttributes {

    static final String CONCURRENCY = "concurrency";

    private static final String ALL = "*";
    /** SmallRye makes several channels of one, and numbers them. */
    private static final Pattern NUMBER_OF_SEVERAL = Pattern.compile("\\$\\d+$");
    /** What every channel may have, whatever its connector: SmallRye and Quarkus read it. */
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
     * Of an incoming channel.
     *
     * @param config what SmallRye hands to the connector
     * @param problems told of each mistake, in a sentence that names the property
     */
    static ChannelAttributes incoming(Config config, Set<String> problems) {
        return new ChannelAttributes(ConnectorFactory.INCOMING_PREFIX, config, problems);
    }

    /** Of an outgoing channel; see {@link #incoming}. */
    static ChannelAttributes outgoing(Config config, Set<String> problems) {
        return new ChannelAttributes(ConnectorFactory.OUTGOING_PREFIX, config, problems);
    }

    String channel() {
        return channel;
    }

    /** The key that sets an attribute of this channel. */
    String key(String attribute) {
        return prefix + (channel.contains(".") ? '"' + channel + '"' : channel) + "." + attribute;
    }

    /** An attribute of text; empty if it is not set. */
    String text(String attribute) {
        return value(attribute, String.class).map(String::strip).orElse("");
    }

    /** An attribute of text, of which {@code *} means all, as empty does. */
    String emptyForAll(String attribute) {
        String text = text(attribute);
        return ALL.equals(text) ? "" : text;
    }

    /** An attribute of text that is read as something else; null if it is not set, or can't be read. */
    <T> T read(String attribute, Function<String, T> reader) {
        String text = text(attribute);
        try {
            return text.isEmpty() ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            problem(attribute, e.getMessage());
            return null;
        }
    }

    boolean flag(String attribute) {
        String text = text(attribute);
        if (!text.isEmpty() && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            problem(attribute, "must be true or false, not \"" + UntrustedText.of(text) + '"');
        }
        return Boolean.parseBoolean(text);
    }

    int atLeastOne(String attribute, int byDefault) {
        int value = value(attribute, Integer.class).orElse(byDefault);
        if (value < 1) {
            problem(attribute, "must be 1 or more, not " + value);
        }
        return Math.max(1, value);
    }

    /** The stream behind the channel. */
    String stream(Set<String> known) {
        String stream = text("stream");
        if (!stream.isEmpty() && !known.contains(stream)) {
            problem("stream", "there is no stream \"" + UntrustedText.of(stream) + "\", there are " + new TreeSet<>(known)
                    + ". Configure quarkus.eventstream." + UntrustedText.of(stream) + ".stream, or name another one");
        }
        return stream.isEmpty() ? EventStreamConfig.DEFAULT_STREAM : stream;
    }

    /**
     * Checks that there are no attributes that nobody reads: a slip of the pen, or meant for another connector.
     *
     * @param known those that there are
     * @param ofOtherDirection those of the other direction, which are set for both where they are set for the connector
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
            problem(name, "there is no such attribute, there are " + new TreeSet<>(known)
                    + ". Kafka's own settings are under quarkus.eventstream.kafka, those of delivery under"
                    + " quarkus.eventstream.listener.\"" + ListenerSpec.CHANNEL + channel + "\"");
        }
    }

    void problem(String attribute, String problem) {
        problems.add(key(attribute) + ": " + problem);
    }

    /** A broken rule, in a sentence that begins with the attribute's name. */
    void violation(String sentence) {
        problems.add(key(sentence));
    }

    private <T> Optional<T> value(String attribute, Class<T> type) {
        try {
            return config.getOptionalValue(attribute, type);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            // Not of that type, or with an expression that has no value.
            problem(attribute, e.getMessage());
            return Optional.empty();
        }
    }

    /** What is left of a name in an environment variable. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    }
}

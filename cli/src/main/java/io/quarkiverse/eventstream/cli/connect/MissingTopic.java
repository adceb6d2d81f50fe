package io.quarkiverse.eventstream.cli.connect;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** A topic that does not exist, with those that may be meant. */
public final class MissingTopic {

    private static final int MAX_SIMILAR = 3;

    private MissingTopic() {}

    /**
     * The failure of a command.
     *
     * @param topics all topics of the broker
     */
    public static CommandException of(String topic, Connection connection, Collection<String> topics) {
        String asked = topic.toLowerCase(Locale.ROOT);
        List<String> similar = topics.stream().filter(other -> isSimilar(other.toLowerCase(Locale.ROOT), asked)).sorted()
                .limit(MAX_SIMILAR).toList();
        return new CommandException(ExitCodes.FINDINGS, "There is no topic " + UntrustedText.of(topic) + " at "
                + connection.servers() + ". Give its whole name, with the prefix"
                + (similar.isEmpty() ? "" : similar.stream().collect(Collectors.joining(" or ", ", such as ", ""))));
    }

    /** The same name with another prefix or in another case, or one that begins with it. */
    private static boolean isSimilar(String other, String asked) {
        return other.endsWith("." + asked) || asked.endsWith("." + other) || other.startsWith(asked) || other.equals(asked);
    }
}

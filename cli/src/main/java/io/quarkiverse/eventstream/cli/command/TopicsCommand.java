package io.quarkiverse.eventstream.cli.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.cli.cluster.TopicOverview;
import io.quarkiverse.eventstream.cli.cluster.TopicSummary;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Table;
import io.quarkiverse.eventstream.cli.console.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists topics. */
@Command(name = "topics", header = "Lists topics, their records, dead letters and groups.",
        description = "Lists topics: their partitions and records, whether the last records are events, the time of the last event, the number"
                + " of dead letters, and the lag of each group. Records are counted by offsets: compaction and transactions leave gaps.")
public final class TopicsCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "PATTERN", converter = NamePattern.Converter.class,
            description = "Only topics whose name matches a pattern; * stands for any characters.")
    private List<NamePattern> patterns = List.of();

    @Option(names = "--all", order = 1, description = "Also topics whose name begins with an underscore, as those of Kafka do.")
    private boolean all;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        List<TopicSummary> topics = TopicOverview.read(connection,
                topic -> (all || !topic.startsWith("_")) && NamePattern.anyMatches(patterns, topic));
        if (output.isJson()) {
            topics.forEach(topic -> output.print(json(topic)));
        } else {
            Table table = new Table("TOPIC", "PARTITIONS", "RECORDS", "EVENTS", "LAST EVENT", "DEAD LETTERS", "GROUPS (LAG)");
            topics.forEach(topic -> table.row(topic.topic(), topic.partitions(), topic.records(), topic.content().label(),
                    Words.time(topic.lastEvent()), topic.deadLetterTopic() == null ? null : topic.deadLetterTopic().records(),
                    groups(topic.lags())));
            table.lines().forEach(output::print);
        }
        if (topics.isEmpty()) {
            output.hint("No topic was found at " + connection.servers() + ".");
        }
        return topics.isEmpty() && !patterns.isEmpty() ? ExitCodes.FINDINGS : ExitCodes.OK;
    }

    private static String groups(Map<String, Long> lags) {
        return lags.entrySet().stream().map(lag -> lag.getKey() + " (" + lag.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode json(TopicSummary topic) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topic.topic()).put("partitions", topic.partitions()).put("records", topic.records())
                .put("events", topic.content().label());
        Instant last = topic.lastEvent();
        json.put("lastEvent", last == null ? null : last.toString());
        if (topic.deadLetterTopic() != null) {
            json.put("deadLetterTopic", topic.deadLetterTopic().topic()).put("deadLetters", topic.deadLetterTopic().records());
        }
        ArrayNode groups = json.putArray("groups");
        topic.lags().forEach((group, lag) -> groups.addObject().put("group", group).put("lag", lag));
        return json;
    }
}

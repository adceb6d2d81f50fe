package io.quarkiverse.eventstream.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.cli.cluster.GroupOverview;
import io.quarkiverse.eventstream.cli.cluster.GroupPartition;
import io.quarkiverse.eventstream.cli.cluster.GroupSummary;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Table;
import io.quarkiverse.eventstream.cli.console.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists groups. */
@Command(name = "groups", header = "Lists groups, their members and their lag.",
        description = "Lists groups: their state and members, and for each topic how many records they have not committed, and for how"
                + " long the oldest of them has waited.")
public final class GroupsCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "GROUP",
            description = "A group's whole name, with the prefix (default: all groups).")
    private List<String> names = List.of();

    @Option(names = "--partitions", order = 1,
            description = "A row for each partition, with offsets and the member that has it.")
    private boolean partitions;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    private final Instant now = Instant.now();

    @Override
    public Integer call() {
        List<GroupSummary> groups = GroupOverview.read(connection, names);
        if (output.isJson()) {
            groups.forEach(group -> output.print(json(group)));
        } else {
            table(groups).lines().forEach(output::print);
        }
        List<String> found = groups.stream().map(GroupSummary::group).toList();
        List<String> missing = names.stream().filter(name -> !found.contains(name)).toList();
        if (!missing.isEmpty()) {
            output.hint("There is no group " + String.join(", ", missing) + " at " + connection.servers()
                    + ". Give its whole name, with the prefix.");
            return ExitCodes.FINDINGS;
        }
        return ExitCodes.OK;
    }

    private Table table(List<GroupSummary> groups) {
        if (partitions) {
            Table table = new Table("GROUP", "TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "WAITING", "MEMBER");
            groups.forEach(group -> group.partitions().forEach(
                    one -> table.row(group.group(), one.partition().topic(), one.partition().partition(), one.committed(),
                            one.end(),
                            one.lag(), waiting(one.waitingSince()), one.member())));
            return table;
        }
        Table table = new Table("GROUP", "STATE", "MEMBERS", "TOPIC", "LAG", "WAITING");
        for (GroupSummary group : groups) {
            if (group.partitions().isEmpty()) {
                table.row(group.group(), group.state(), group.members(), null, null, null);
            }
            group.byTopic().forEach((topic, of) -> table.row(group.group(), group.state(), group.members(), topic,
                    GroupSummary.lag(of), waiting(oldest(of))));
        }
        return table;
    }

    private static Instant oldest(List<GroupPartition> partitions) {
        return partitions.stream().map(GroupPartition::waitingSince).filter(Objects::nonNull).min(Instant::compareTo)
                .orElse(null);
    }

    private String waiting(Instant since) {
        return since == null ? null : Words.age(Duration.between(since, now));
    }

    private static ObjectNode json(GroupSummary group) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("group", group.group()).put("state", group.state()).put("members", group.members());
        ArrayNode partitions = json.putArray("partitions");
        for (GroupPartition one : group.partitions()) {
            partitions.addObject().put("topic", one.partition().topic()).put("partition", one.partition().partition())
                    .put("committed", one.committed()).put("end", one.end()).put("lag", one.lag())
                    .put("waitingSince", one.waitingSince() == null ? null : one.waitingSince().toString())
                    .put("member", one.member());
        }
        return json;
    }
}

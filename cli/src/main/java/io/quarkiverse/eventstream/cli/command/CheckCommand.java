package io.quarkiverse.eventstream.cli.command;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.eventstream.cli.check.EnvelopeCheck;
import io.quarkiverse.eventstream.cli.check.PartitionerCheck;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.records.RecordSelection;
import io.quarkiverse.eventstream.cli.records.StartPosition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks records of topics. */
@Command(name = "check", header = "Checks the records of topics against the wire format.",
        description = "Checks each record, whatever client wrote it: envelope, fields, names, key, headers and size. Says what is wrong and"
                + " what to do, which names there are, and which partitioner the publishers use. Exits with 1 if something is wrong, or"
                + " if there is no record.")
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private RecordSelection selection;

    @Option(names = "--follow", order = 2, description = "Wait for more after the last record, until interrupted (Ctrl-C).")
    private boolean follow;

    @Option(names = "--strict", order = 20, description = "Ids must be UUIDs, as with strict validation.")
    private boolean strict;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        EnvelopeCheck check = new EnvelopeCheck(strict);
        Report report = Report.of(output);
        NameCounts names = new NameCounts();
        Map<String, PartitionerCheck> partitioners = new HashMap<>();
        long read = selection.read(connection, follow, StartPosition.BEGINNING, (record, partitions) -> {
            report.add(record.record(), check.findings(record.record()));
            names.add(record);
            partitioners.computeIfAbsent(record.record().topic(), topic -> new PartitionerCheck()).add(record.record(),
                    partitions);
            return !output.isClosed();
        });
        if (read == 0) {
            output.hint("Nothing was found on " + selection.topics() + ", so nothing was checked.");
            return ExitCodes.FINDINGS;
        }
        report.notes();
        partitioners.forEach((topic, partitioner) -> partitioner.result()
                .ifPresent(result -> report.note(partitioners.size() == 1 ? result : topic + ": " + result)));
        report.names(names);
        report.summary();
        return report.isClean() ? ExitCodes.OK : ExitCodes.FINDINGS;
    }
}

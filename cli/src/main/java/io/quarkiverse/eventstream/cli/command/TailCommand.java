package io.quarkiverse.eventstream.cli.command;

import java.util.concurrent.Callable;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.records.JsonFormat;
import io.quarkiverse.eventstream.cli.records.RecordFormat;
import io.quarkiverse.eventstream.cli.records.RecordSelection;
import io.quarkiverse.eventstream.cli.records.StartPosition;
import io.quarkiverse.eventstream.cli.records.TextFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints records of topics. */
@Command(name = "tail", header = "Prints the events of topics as they are published.",
        description = "Prints the records of topics as they are published, until interrupted (Ctrl-C). Joins no group: no offsets move."
                + " Begins at the end, or with --no-follow at the beginning.")
public final class TailCommand implements Callable<Integer> {

    @Mixin
    private RecordSelection selection;

    @Option(names = "--no-follow", order = 2, description = "End after the last record, instead of waiting for more.")
    private boolean noFollow;

    @Option(names = "--whole", order = 30, description = "Print all of payloads and texts, instead of their beginnings.")
    private boolean whole;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        RecordFormat format = output.isJson() ? new JsonFormat() : new TextFormat(whole);
        StartPosition byDefault = noFollow ? StartPosition.BEGINNING : StartPosition.END;
        long read = selection.read(connection, !noFollow, byDefault, (record, partitions) -> {
            output.print(format.format(record));
            return !output.isClosed();
        });
        if (read == 0) {
            output.hint("Nothing was found on " + selection.topics() + ".");
        }
        return ExitCodes.OK;
    }
}

package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.interop.check.EnvelopeCheck;
import io.quarkiverse.eventstream.interop.check.PartitionerCheck;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the records of a topic. */
@Command(name = "check", sortOptions = false,
        description = "Checks each record of a topic against the wire format, and says what is"
                + " wrong and what to do, and which partitioner the publishers use. Exits with 1 if something is, or if there is no record.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Connection connection;

    @Mixin
    private Selection selection;

    @Option(names = "--strict", order = 10, description = "Ids must be UUIDs, as with strict validation.")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EnvelopeCheck check = new EnvelopeCheck(strict);
        Report report = new Report(out);
        PartitionerCheck partitioners = new PartitionerCheck();
        long read = selection.read(connection, new EventCodec(new ObjectMapper()), record -> {
            report.add(record, check.findings(record));
            partitioners.add(record, selection.partitions());
            return !out.checkError();
        });
        if (read == 0) {
            out.println("Nothing was found on " + UntrustedText.of(selection.topic()) + ", so nothing was checked.");
            return Interop.FAILED;
        }
        report.printNotes();
        partitioners.result().ifPresent(result -> out.println("Note: " + result + "."));
        out.println(report.summary());
        return report.isClean() ? 0 : Interop.FAILED;
    }
}

package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.interop.GoldenRecord;
import io.quarkiverse.eventstream.interop.GoldenRecords;
import io.quarkiverse.eventstream.interop.check.EnvelopeCheck;
import io.quarkiverse.eventstream.interop.check.GoldenAnswers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares a client's answers with the golden records. */
@Command(name = "compare", sortOptions = false,
        description = "Checks what a client published again of the golden records that it read:"
                + " the wire format, and every field. Exits with 1 if one is another, or if an answer is missing.")
final class CompareCommand implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 200;

    @Mixin
    private Connection connection;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", order = 2,
            description = "The topic that the client publishes to: its whole name, with the prefix.")
    private String topic;

    @Option(names = "--from", paramLabel = "OFFSET", defaultValue = "earliest", converter = StartOffset.Converter.class,
            order = 3,
            description = "Where to begin in each partition: earliest (default), latest, or an offset.")
    private StartOffset from;

    private Duration patience = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(names = "--wait", paramLabel = "SECONDS", order = 4,
            description = "How long to wait for answers that are missing (default: 10).")
    void patience(int seconds) {
        if (seconds < 0) {
            throw new ParameterException(spec.commandLine(), "--wait takes a number from 0 on.");
        }
        patience = Duration.ofSeconds(seconds);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<GoldenRecord> golden = GoldenRecords.all();
        GoldenAnswers answers = new GoldenAnswers(golden, new EnvelopeCheck(false));
        Report report = new Report(out);
        read(answers, report);
        report.printNotes();
        String missing = answers.unanswered().stream().map(GoldenRecord::toString).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            out.println("No answer to " + missing + ".");
        }
        boolean good = missing.isEmpty() && report.isClean();
        out.println(Report.count(golden.size(), "golden record") + ", " + Report.count(report.records(), "answer") + ": "
                + (good ? "the client reads and writes them all." : "the client does not understand them all."));
        return good ? 0 : Interop.FAILED;
    }

    private void read(GoldenAnswers answers, Report report) throws InterruptedException {
        long begin = System.nanoTime();
        BooleanSupplier waits = () -> !answers.unanswered().isEmpty()
                && Duration.ofNanos(System.nanoTime() - begin).compareTo(patience) < 0;
        try (TopicReader reader = new TopicReader(connection, topic)) {
            // The first answer may create the topic.
            while (reader.partitionCount() == 0 && waits.getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            reader.read(from, new TopicReader.Sink() {

                @Override
                public boolean take(ConsumerRecord<byte[], byte[]> record) {
                    report.add(record, answers.findings(record));
                    return true;
                }

                @Override
                public boolean waits() {
                    return waits.getAsBoolean();
                }
            });
        }
    }
}

package io.quarkiverse.eventstream.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.cli.check.EnvelopeCheck;
import io.quarkiverse.eventstream.cli.check.GoldenAnswers;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.golden.GoldenRecords;
import io.quarkiverse.eventstream.cli.records.StartPosition;
import io.quarkiverse.eventstream.cli.records.TopicReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a client's answers with the golden records. */
@Command(name = "compare", header = "Compares what a client published again.",
        description = "Checks what a client published again of the golden records that it read: the wire format, and every field. Exits with"
                + " 1 if one is another, or if an answer is missing.")
public final class GoldenCompareCommand implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 200;

    @Mixin
    private Connection connection;

    @Parameters(paramLabel = "TOPIC",
            description = "The topic that the client publishes to: its whole name, with the prefix.")
    private String topic;

    @Option(names = "--from", paramLabel = "POSITION", defaultValue = "beginning", converter = StartPosition.Converter.class,
            order = 1,
            description = "Where to begin in each partition: beginning (default), end, an offset, a number of records before the end"
                    + " such as -20, a time such as 2026-11-24T06:00:00Z, or an age such as -1h.")
    private StartPosition from;

    private Duration patience = Duration.ofSeconds(10);

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Option(names = "--wait", paramLabel = "SECONDS", order = 2,
            description = "How long to wait for answers that are missing (default: 10).")
    void patience(int seconds) {
        if (seconds < 0) {
            throw new ParameterException(spec.commandLine(), "--wait takes a number from 0 on.");
        }
        patience = Duration.ofSeconds(seconds);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<GoldenRecord> golden = GoldenRecords.all();
        GoldenAnswers answers = new GoldenAnswers(golden, new EnvelopeCheck(false));
        Report report = Report.of(output);
        read(answers, report);
        report.notes();
        List<String> missing = answers.unanswered().stream().map(GoldenRecord::toString).toList();
        boolean good = missing.isEmpty() && report.isClean();
        if (output.isJson()) {
            ObjectNode summary = JsonNodeFactory.instance.objectNode().put("kind", "summary").put("golden", golden.size())
                    .put("answers", report.records()).put("violations", report.violations()).put("good", good);
            ArrayNode unanswered = summary.putArray("unanswered");
            missing.forEach(unanswered::add);
            output.print(summary);
        } else {
            if (!missing.isEmpty()) {
                output.print("No answer to " + String.join(", ", missing) + ".");
            }
            output.print(Words.count(golden.size(), "golden record") + ", " + Words.count(report.records(), "answer") + ": "
                    + (good ? "the client reads and writes them all." : "the client does not understand them all."));
        }
        return good ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    private void read(GoldenAnswers answers, Report report) throws InterruptedException {
        long begin = System.nanoTime();
        BooleanSupplier waits = () -> !answers.unanswered().isEmpty()
                && Duration.ofNanos(System.nanoTime() - begin).compareTo(patience) < 0;
        try (TopicReader reader = new TopicReader(connection, List.of(topic))) {
            // The first answer may create the topic.
            while (reader.partitionCount(topic) == 0 && waits.getAsBoolean()) {
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

package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.eventstream.interop.GoldenRecord;
import io.quarkiverse.eventstream.interop.GoldenRecords;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes the golden records. */
@Command(name = "golden", sortOptions = false,
        description = "Publishes the golden records, which the Go SDK and this client wrote, for"
                + " another client to read and to publish again.")
final class GoldenCommand implements Callable<Integer> {

    @Mixin
    private Connection connection;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", order = 2,
            description = "The topic's whole name, with the prefix; best a new one.")
    private String topic;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<GoldenRecord> records = GoldenRecords.all();
        try (Producer<byte[], byte[]> producer = connection.producer()) {
            for (GoldenRecord golden : records) {
                RecordMetadata written = producer.send(record(golden)).get();
                out.printf("%s-%d@%-4d  %-14s %s%n", written.topic(), written.partition(), written.offset(),
                        golden.expected().get("name").textValue(), golden);
            }
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (KafkaException e) {
            throw refused(e);
        }
        out.println(
                Report.count(records.size(), "golden record") + ". Let the client read them and publish them again, then run: "
                        + "interop/run compare");
        return 0;
    }

    private ProducerRecord<byte[], byte[]> record(GoldenRecord golden) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(golden.key()), bytes(golden.value()));
        golden.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private RuntimeException refused(Throwable failure) {
        if (failure instanceof TimeoutException e) {
            return TopicReader.unreachable(connection, e);
        }
        if (failure instanceof KafkaException e && !(e instanceof ConfigException) && e.getCause() == null) {
            return new InteropException("The topic " + UntrustedText.of(topic) + " does not take the golden records: "
                    + TopicReader.reason(e));
        }
        return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }
}

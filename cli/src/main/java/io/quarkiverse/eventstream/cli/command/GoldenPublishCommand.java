package io.quarkiverse.eventstream.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.connect.KafkaFailures;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.golden.GoldenRecords;
import io.quarkiverse.eventstream.spi.KeyPartitioner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Publishes the golden records. */
@Command(name = "publish", header = "Publishes the golden records.",
        description = "Publishes the golden records, which the Go SDK and this bus wrote, for another client to read and to publish again.")
public final class GoldenPublishCommand implements Callable<Integer> {

    @Mixin
    private Connection connection;

    @Parameters(paramLabel = "TOPIC", description = "The topic's whole name, with the prefix; best a new one.")
    private String topic;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws InterruptedException {
        List<GoldenRecord> records = GoldenRecords.all();
        try (Producer<byte[], byte[]> producer = connection.producer(KeyPartitioner.MURMUR2)) {
            for (GoldenRecord golden : records) {
                print(golden, producer.send(record(golden)).get());
            }
        } catch (KafkaException | ExecutionException e) {
            throw new KafkaFailures(connection).explain(e);
        }
        if (!output.isJson()) {
            output.print(Words.count(records.size(), "golden record")
                    + ". Let the client read them and publish them again, then run: eventstream golden compare");
        }
        return ExitCodes.OK;
    }

    private void print(GoldenRecord golden, RecordMetadata written) {
        String name = golden.expected().get("name").textValue();
        if (output.isJson()) {
            output.print(
                    JsonNodeFactory.instance.objectNode().put("topic", written.topic()).put("partition", written.partition())
                            .put("offset", written.offset()).put("name", name).put("golden", golden.toString()));
        } else {
            output.print(String.format("%s-%d@%-4d  %-14s %s", written.topic(), written.partition(), written.offset(), name,
                    golden));
        }
    }

    private ProducerRecord<byte[], byte[]> record(GoldenRecord golden) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(golden.key()), bytes(golden.value()));
        golden.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

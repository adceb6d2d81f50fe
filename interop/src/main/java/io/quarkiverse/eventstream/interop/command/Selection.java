package io.quarkiverse.eventstream.interop.command;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.interop.check.StrictUtf8;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The selection of records of a topic. */
final class Selection {

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", order = 2,
            description = "The topic's whole name, with the prefix.")
    private String topic;

    @Option(names = "--from", paramLabel = "OFFSET", defaultValue = "earliest", converter = StartOffset.Converter.class,
            order = 3,
            description = "Where to begin in each partition: earliest (default), latest, or an offset.")
    private StartOffset from;

    @Option(names = "--follow", order = 4, description = "Wait for more after the last record, until interrupted (Ctrl-C).")
    private boolean follow;

    private long limit = Long.MAX_VALUE;

    @Option(names = "--name", paramLabel = "NAME", order = 6, description = "Only events of this name.")
    private String name;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private long taken;
    private int partitions;

    @Option(names = "--limit", paramLabel = "N", order = 5, description = "End after N records.")
    void limit(long most) {
        if (most < 1) {
            throw new ParameterException(command.commandLine(), "--limit takes a number from 1 on.");
        }
        limit = most;
    }

    /** Receives the selected records. */
    @FunctionalInterface
    interface Visitor {

        /** Returns false to stop. */
        boolean visit(ConsumerRecord<byte[], byte[]> record);
    }

    /** Reads the selected records one by one, and returns how many there were. */
    long read(Connection connection, EventCodec codec, Visitor visitor) {
        if (from.equals(StartOffset.LATEST) && !follow) {
            throw new ParameterException(command.commandLine(), "--from latest finds something with --follow alone.");
        }
        TopicReader.Sink sink = new TopicReader.Sink() {

            @Override
            public boolean take(ConsumerRecord<byte[], byte[]> record) {
                if (!isSelected(record, codec)) {
                    return true;
                }
                taken++;
                return visitor.visit(record) && taken < limit;
            }

            @Override
            public boolean waits() {
                return follow;
            }
        };
        try (TopicReader reader = new TopicReader(connection, topic)) {
            partitions = reader.partitionCount();
            GracefulEnd.during(() -> reader.read(from, sink), reader::stop);
        }
        return taken;
    }

    String topic() {
        return topic;
    }

    /** The number of partitions of the topic, while its records are read. */
    int partitions() {
        return partitions;
    }

    /** By header or envelope, because one of them may be wrong. */
    private boolean isSelected(ConsumerRecord<byte[], byte[]> record, EventCodec codec) {
        if (name == null) {
            return true;
        }
        Header header = record.headers().lastHeader(EventCodec.NAME_HEADER);
        if (header != null && header.value() != null && name.equals(StrictUtf8.decode(header.value()))) {
            return true;
        }
        try {
            return name.equals(codec.decode(record.value()).name());
        } catch (UndecodableException e) {
            return false;
        }
    }
}

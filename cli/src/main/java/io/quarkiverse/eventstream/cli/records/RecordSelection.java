package io.quarkiverse.eventstream.cli.records;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.GracefulEnd;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The records of topics that a command reads: its topics, where it begins, and which ones. */
public final class RecordSelection {

    @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "A topic's whole name, with the prefix.")
    private List<String> topics;

    @Option(names = "--from", paramLabel = "POSITION", converter = StartPosition.Converter.class, order = 1,
            description = "Where to begin in each partition: beginning, end, an offset, a number of records before the end such as"
                    + " -20, a time such as 2026-11-24T06:00:00Z, or an age such as -1h.")
    private StartPosition from;

    private long limit = Long.MAX_VALUE;

    @Mixin
    private RecordFilter filter;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private long taken;

    @Option(names = "--limit", paramLabel = "N", order = 3, description = "End after N records.")
    void limit(long most) {
        if (most < 1) {
            throw new ParameterException(command.commandLine(), "--limit takes a number from 1 on.");
        }
        limit = most;
    }

    /** Receives the selected records. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Receives a record.
         *
         * @param partitions the number of partitions of its topic
         * @return false to stop
         */
        boolean visit(ReadRecord record, int partitions);
    }

    /**
     * Reads the selected records one by one, until the end or an interruption (Ctrl-C).
     *
     * @param follow whether to wait for more after the last record
     * @param byDefault where to begin if the user did not say
     * @return how many there were
     */
    public long read(Connection connection, boolean follow, StartPosition byDefault, Visitor visitor) {
        StartPosition start = from == null ? byDefault : from;
        if (start.equals(StartPosition.END) && !follow) {
            throw new ParameterException(command.commandLine(), "--from end finds something with --follow alone.");
        }
        // Not before: each start of the program makes the objects of all commands.
        EventCodec codec = new EventCodec(new ObjectMapper());
        try (TopicReader reader = new TopicReader(connection, topics)) {
            TopicReader.Sink sink = new TopicReader.Sink() {

                @Override
                public boolean take(ConsumerRecord<byte[], byte[]> record) {
                    ReadRecord read = ReadRecord.of(record, codec);
                    if (!filter.accepts(read)) {
                        return true;
                    }
                    taken++;
                    return visitor.visit(read, reader.partitionCount(record.topic())) && taken < limit;
                }

                @Override
                public boolean waits() {
                    return follow;
                }
            };
            GracefulEnd.during(() -> reader.read(start, sink), reader::stop);
        }
        return taken;
    }

    /** The topics, for messages. */
    public String topics() {
        return String.join(", ", topics.stream().map(UntrustedText::of).toList());
    }
}

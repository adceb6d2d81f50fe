package io.quarkiverse.eventstream.cli.publish;

import java.util.Arrays;
import java.util.Locale;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.cli.connect.StreamConfiguration;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.spi.KeyPartitioner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how events are checked and written: as the configuration of a stream has them, where they are not given. */
public final class EventRules {

    @Option(names = "--wire-format", paramLabel = "VERSION", order = 20,
            description = "The version of the Go SDK after which envelopes are written: 3.1, 3.21 or 4.2. Default: wire-format of the"
                    + " configuration, or else 3.1.")
    private String wireFormat;

    @Option(names = "--partitioner", paramLabel = "NAME", order = 21,
            description = "How keys determine partitions: murmur2, crc32, fnv1a or fnv1a-reference. Default: publish.partitioner of"
                    + " the configuration, or else murmur2.")
    private String partitioner;

    @Option(names = "--strict", order = 22,
            description = "Ids must be UUIDs, as with strict-validation of the configuration.")
    private boolean strict;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    WireFormat wireFormat(StreamConfiguration configuration) {
        String version = wireFormat == null
                ? configuration.value("wire-format").orElse(WireFormat.V3_1.toString())
                : wireFormat;
        try {
            return WireFormat.of(version);
        } catch (EventStreamException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The partitioner of a stream with that configuration. */
    public KeyPartitioner partitioner(StreamConfiguration configuration) {
        String name = partitioner == null ? configuration.value("publish.partitioner").orElse("murmur2") : partitioner;
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(KeyPartitioner.values()).filter(known -> known.name().equals(constant)).findFirst()
                .orElseThrow(() -> new ParameterException(command.commandLine(), "There is no partitioner " + name
                        + ". Set --partitioner to murmur2, crc32, fnv1a or fnv1a-reference"));
    }

    boolean isStrict(StreamConfiguration configuration) {
        return strict || configuration.value("strict-validation").map(Boolean::parseBoolean).orElse(false);
    }
}

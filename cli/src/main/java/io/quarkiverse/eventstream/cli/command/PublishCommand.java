package io.quarkiverse.eventstream.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.RecordMetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.publish.EventChecker;
import io.quarkiverse.eventstream.cli.publish.EventInput;
import io.quarkiverse.eventstream.cli.publish.EventPublisher;
import io.quarkiverse.eventstream.cli.publish.EventRules;
import io.quarkiverse.eventstream.cli.publish.EventSource;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes events. */
@Command(name = "publish", header = "Publishes events to a topic.",
        description = "Publishes one event from the options, or those of a file or of standard input, one in each line: as tail prints them"
                + " with --output=json, or short, as in the guide. All rules of the bus apply. Ends at the first event that is not"
                + " valid or is refused, and prints the coordinates of those before it.")
public final class PublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TOPIC", description = "The topic's whole name, with the prefix. It must exist.")
    private String topic;

    @ArgGroup(exclusive = true)
    private Input input = new Input();

    @Mixin
    private EventRules rules;

    @Option(names = "--dry-run", order = 30, description = "Check all events, and write none. Needs no broker.")
    private boolean dryRun;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    private boolean clean = true;
    private long checked;

    /** Where the events come from. */
    private static final class Input {

        @Option(names = {"-f", "--file"}, paramLabel = "FILE", order = 1,
                description = "A file with events; - is standard input (default, without --name).")
        private Path file;

        @ArgGroup(exclusive = false)
        private EventOptions event;
    }

    @Override
    public Integer call() throws IOException {
        EventInput events = new EventInput(topic);
        EventChecker checker = new EventChecker(rules, connection, events.codec());
        try (EventSource source = source()) {
            if (dryRun) {
                for (JsonNode json = source.next(); json != null; json = source.next()) {
                    check(json, source.place(), events, checker);
                }
                summarise();
            } else {
                publish(source, events, checker);
            }
        }
        return clean ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    private EventSource source() {
        if (input.event != null) {
            return new EventSource("the options", input.event.toJson());
        }
        boolean isStandardInput = input.file == null || input.file.toString().equals("-");
        return isStandardInput
                ? new EventSource("standard input", System.in)
                : new EventSource(input.file.toString(), open(input.file));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new CommandException(ExitCodes.USAGE, "--file " + UntrustedText.of(file.toString()) + " can't be read: "
                    + UntrustedText.of(e.toString()) + ". Name a file with events, or - for standard input", e);
        }
    }

    private void publish(EventSource source, EventInput events, EventChecker checker) {
        try (EventPublisher publisher = new EventPublisher(connection, topic,
                rules.partitioner(connection.configuration()), this::print)) {
            try {
                for (JsonNode json = source.next(); json != null && clean; json = source.next()) {
                    OutgoingEvent event = event(json, source.place(), events);
                    EncodedEvent encoded = event == null ? null : checker.encode(event);
                    if (encoded != null && isValid(event, encoded, source.place(), checker)) {
                        publisher.publish(event, encoded);
                    }
                }
            } finally {
                publisher.flush();
            }
        }
    }

    private void check(JsonNode json, String place, EventInput events, EventChecker checker) {
        OutgoingEvent event = event(json, place, events);
        EncodedEvent encoded = event == null ? null : checker.encode(event);
        if (encoded == null || !isValid(event, encoded, place, checker)) {
            return;
        }
        checked++;
        if (output.isJson()) {
            output.print(receipt(event).put("valid", true).put("bytes", encoded.value().length));
        } else {
            output.print("valid  " + described(event) + "  " + Words.size(encoded.value().length));
        }
    }

    private void summarise() {
        if (!output.isJson()) {
            output.print(Words.count(checked, "event") + " valid, none written (--dry-run).");
        }
    }

    /** Null if the input is not a valid event, which is reported. */
    private OutgoingEvent event(JsonNode json, String place, EventInput events) {
        try {
            return events.event(json);
        } catch (UndecodableException e) {
            reject(place + ": " + e.getMessage() + ".");
            return null;
        }
    }

    private boolean isValid(OutgoingEvent event, EncodedEvent encoded, String place, EventChecker checker) {
        List<Violation> violations = checker.violations(event, encoded);
        if (!violations.isEmpty()) {
            reject(place + ": the event is not valid: "
                    + violations.stream().map(Violation::toString).collect(Collectors.joining("; ")) + ".");
        }
        return violations.isEmpty();
    }

    private void reject(String message) {
        clean = false;
        output.hint(message);
    }

    private void print(OutgoingEvent event, RecordMetadata written) {
        if (output.isJson()) {
            output.print(receipt(event).put("partition", written.partition()).put("offset", written.offset()));
        } else {
            output.print(written.topic() + "-" + written.partition() + "@" + written.offset() + "  " + described(event));
        }
    }

    private ObjectNode receipt(OutgoingEvent event) {
        return JsonNodeFactory.instance.objectNode().put("topic", topic).put("name", event.name()).put("id", event.id())
                .put("key", event.key());
    }

    private static String described(OutgoingEvent event) {
        return UntrustedText.of(event.name()) + "  id " + UntrustedText.of(event.id()) + "  key "
                + UntrustedText.of(event.key());
    }
}

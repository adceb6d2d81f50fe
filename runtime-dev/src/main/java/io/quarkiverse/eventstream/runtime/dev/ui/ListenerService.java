package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.bus.StreamHealth;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;

/**
 * The page of listeners. Its data is that of the health checks and of the meters.
 */
public class ListenerService {

    private static final long SEEK_SECONDS = 5;
    private static final String STREAM = "The name of the stream, as the method listeners returns it";
    private static final String LISTENER = "The id of the listener";

    @Inject
    EventStreams streams;

    @Inject
    ObservedStreams observed;

    /**
     * A stream on the page.
     *
     * @param state its provider, and the state of sending
     * @param others the progress of replays and redrives, by listener
     */
    public record StreamView(String name, String state, List<ListenerView> listeners, Map<String, String> others) {}

    @JsonRpcDescription("Lists the event streams of the application and their listeners: topic, name and group, state and reason as"
            + " in the health checks, lag in records and milliseconds for each partition, and the event that fails, if one does")
    @DevMCPEnableByDefault
    public List<StreamView> listeners() {
        Map<String, StreamHealth> health = streams.health();
        List<StreamView> views = new ArrayList<>();
        for (ObservedStream stream : observed.all()) {
            StreamHealth ofStream = health.get(stream.name());
            if (ofStream != null) {
                views.add(view(stream, ofStream));
            }
        }
        return views;
    }

    private static StreamView view(ObservedStream stream, StreamHealth health) {
        Map<String, ListenerHealth> byName = new LinkedHashMap<>();
        health.listeners().forEach(listener -> byName.put(listener.name(), listener));
        List<ListenerView> listeners = stream.listeners().stream()
                .map(listener -> ListenerView.of(listener, stream.names(), byName.remove(listener.spec().id()))).toList();
        Map<String, String> others = new LinkedHashMap<>();
        byName.values().forEach(other -> others.put(other.name(), other.state()));
        return new StreamView(stream.name(), health.state(), listeners, others);
    }

    @JsonRpcDescription("Pauses a listener: no further event is dispatched to it until it is resumed, and none is lost")
    @DevMCPEnableByDefault
    public Outcome pauseListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener) {
        return Outcome.of(() -> {
            subscription(stream, listener).pause();
            return listener + " is paused";
        });
    }

    @JsonRpcDescription("Resumes a listener that is paused, or that its failure policy has stopped")
    @DevMCPEnableByDefault
    public Outcome resumeListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener) {
        return Outcome.of(() -> {
            subscription(stream, listener).resume();
            return listener + " is resumed";
        });
    }

    @JsonRpcDescription("Moves the group of a listener to another position, and commits it")
    @DevMCPEnableByDefault
    public Outcome seekListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener,
            @JsonRpcDescription("The partition; empty for all that this instance holds") String partition,
            @JsonRpcDescription("earliest, latest, an offset, or an instant such as 2026-11-24T06:00:00Z") String offset) {
        return Outcome.of(() -> {
            Subscription subscription = subscription(stream, listener);
            Offset position = Offset.parse(offset);
            boolean everywhere = partition == null || partition.isBlank();
            CompletionStage<Void> sought = everywhere
                    ? subscription.seek(position)
                    : subscription.seek(Integer.parseInt(partition.strip()), position);
            String where = listener + " at " + position + (everywhere ? "" : " of partition " + partition.strip());
            try {
                sought.toCompletableFuture().get(SEEK_SECONDS, TimeUnit.SECONDS);
                return "The group resumes for " + where;
            } catch (TimeoutException e) {
                return "The group will resume for " + where + " as soon as it holds a partition and can commit";
            }
        });
    }

    @JsonRpcDescription("Replays a section of a listener's topic to this listener; the position of its group stays as it is")
    @DevMCPEnableByDefault
    public Outcome replayListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener,
            @JsonRpcDescription("Where the replay begins: earliest, an offset, or an instant") String from,
            @JsonRpcDescription("Where it ends, exclusive: latest, an offset, or an instant") String to) {
        return Outcome.of(() -> {
            Subscription subscription = subscription(stream, listener);
            streams.get(stream).newReplay(subscription.topic()).group(subscription.group()).listeners(listener)
                    .from(Offset.parse(from)).to(Offset.parse(to)).start();
            return "The replay of " + subscription.topic() + " to " + listener + " has begun";
        });
    }

    @JsonRpcDescription("Skips one event that a listener fails to complete, so that the events after it are delivered")
    @DevMCPEnableByDefault
    public Outcome skipListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener,
            @JsonRpcDescription("The partition of the event") String partition,
            @JsonRpcDescription("The offset of the event") String offset,
            @JsonRpcDescription("Why, for the log") String reason) {
        return Outcome.of(() -> {
            if (!subscription(stream, listener).skip(Integer.parseInt(partition), Long.parseLong(offset), reason)) {
                throw new IllegalStateException(listener + " has no unfinished event at this offset any more");
            }
            return listener + " skips offset " + offset + " of partition " + partition;
        });
    }

    private Subscription subscription(String stream, String listener) {
        return streams.get(observed.get(stream).name()).subscription(listener).orElseThrow(
                () -> new IllegalArgumentException("There is no listener \"" + listener + "\" on this stream"));
    }
}

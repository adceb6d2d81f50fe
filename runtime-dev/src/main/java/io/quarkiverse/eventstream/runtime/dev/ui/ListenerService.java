package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.operate.ListenerActions;
import io.quarkiverse.eventstream.runtime.operate.ListenerActions.Order;
import io.quarkiverse.eventstream.runtime.operate.ListenerViews;
import io.quarkiverse.eventstream.runtime.operate.StreamView;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;

/**
 * The page of listeners. Its data is that of the health checks and of the meters.
 */
public class ListenerService {

    private static final String STREAM = "The name of the stream, as the method listeners returns it";
    private static final String LISTENER = "The id of the listener";
    /** Of tools with three parameters or more: of those, Dev MCP takes the description of a parameter for that of the tool. */
    private static final String OF = ". Parameters: stream, its name as the method listeners returns it; listener, its id; ";
    private static final String BY = "dev-ui";

    @Inject
    ListenerViews views;

    @Inject
    ListenerActions actions;

    @JsonRpcDescription("Lists the event streams of the application and their listeners: topic, name and group, state and reason as"
            + " in the health checks, lag in records and milliseconds for each partition, completed invocations in total and per second,"
            + " the members of the group, and the event that fails, if one does")
    @DevMCPEnableByDefault
    public List<StreamView> listeners() {
        return views.all();
    }

    @JsonRpcDescription("Pauses a listener: no further event is dispatched to it until it is resumed, and none is lost")
    @DevMCPEnableByDefault
    public Outcome pauseListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener) {
        return Outcome.of(() -> {
            actions.pause(order(stream, listener));
            return listener + " is paused";
        });
    }

    @JsonRpcDescription("Resumes a listener that is paused, or that its failure policy has stopped")
    @DevMCPEnableByDefault
    public Outcome resumeListener(@JsonRpcDescription(STREAM) String stream, @JsonRpcDescription(LISTENER) String listener) {
        return Outcome.of(() -> {
            actions.resume(order(stream, listener));
            return listener + " is resumed";
        });
    }

    @JsonRpcDescription("Moves the group of a listener to another position, and commits it" + OF
            + "partition, empty for all that this instance holds; offset: earliest, latest, an offset, or an instant such as"
            + " 2026-11-24T06:00:00Z")
    @DevMCPEnableByDefault
    public Outcome seekListener(String stream, String listener, String partition, String offset) {
        return Outcome.of(() -> {
            Offset position = Offset.parse(offset);
            boolean everywhere = partition == null || partition.isBlank();
            Map<String, Object> done = actions.seek(order(stream, listener),
                    everywhere ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(partition.strip())), position);
            String where = listener + " at " + position + (everywhere ? "" : " of partition " + partition.strip());
            return Boolean.TRUE.equals(done.get("committed"))
                    ? "The group resumes for " + where
                    : "The group will resume for " + where + " as soon as it holds a partition and can commit";
        });
    }

    @JsonRpcDescription("Replays a section of a listener's topic to this listener; the position of its group stays as it is"
            + OF
            + "from, where the replay begins: earliest, an offset, or an instant; to, where it ends, exclusive: latest, an offset, or"
            + " an instant")
    @DevMCPEnableByDefault
    public Outcome replayListener(String stream, String listener, String from, String to) {
        return Outcome.of(() -> {
            actions.replay(order(stream, listener), Offset.parse(from), Offset.parse(to));
            return "The replay of the topic to " + listener + " has begun";
        });
    }

    @JsonRpcDescription("Skips one event that a listener fails to complete, so that the events after it are delivered" + OF
            + "partition and offset of the event; reason, for the log")
    @DevMCPEnableByDefault
    public Outcome skipListener(String stream, String listener, String partition, String offset, String reason) {
        return Outcome.of(() -> {
            actions.skip(order(stream, listener), Integer.parseInt(partition), Long.parseLong(offset), reason);
            return listener + " skips offset " + offset + " of partition " + partition;
        });
    }

    private static Order order(String stream, String listener) {
        return new Order(BY, stream, listener);
    }
}

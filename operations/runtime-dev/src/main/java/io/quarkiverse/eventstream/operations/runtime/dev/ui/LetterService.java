package io.quarkiverse.eventstream.operations.runtime.dev.ui;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.quarkiverse.eventstream.operations.runtime.Desks;
import io.quarkiverse.eventstream.operations.runtime.LetterActions;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterConditions;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.dev.ui.Outcome;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;

/**
 * The page of dead letters, over the desk of each stream.
 */
public class LetterService {

    private static final int PAGE = 50;
    private static final String STREAM = "The name of the stream, as the method streams returns it";
    private static final String CONDITIONS = "any of fingerprint, listener, exception, eventName, key, id and state (open by"
            + " default) with their values; empty for all open letters";
    /** Of tools with three parameters or more: of those, Dev MCP takes the description of a parameter for that of the tool. */
    private static final String OF = ". Parameters: stream, its name as the method streams returns it; topic, that of dead letters,"
            + " without the prefix; selection of letters: " + CONDITIONS;
    private static final String BY = "; by, who does it, for the journal";

    @Inject
    Desks desks;

    @Inject
    LetterActions actions;

    @Inject
    EventStreams streams;

    /** A dead-letter topic, with the number of letters by state. */
    public record TopicView(String topic, Map<String, Long> counts) {}

    /**
     * Letters of one cause.
     *
     * @param counts the number of letters by state
     * @param selection selects its letters
     */
    public record GroupView(String exception, String message, String frame, String listener, long count,
            Map<String, Long> counts, String first, String last, String sample, Map<String, String> selection) {}

    /** @param next where the next page begins; empty at the end */
    public record PageView(List<LetterView> letters, String next) {}

    /**
     * What a redrive would do.
     *
     * @param count how many letters it would redrive
     * @param byListener how many of them go to each listener
     * @param refused how many letters it would refuse, by reason
     */
    public record PlanView(long count, Map<String, Long> byListener, Map<String, Long> refused) {}

    @JsonRpcDescription("Lists the names of the event streams of the application")
    @DevMCPEnableByDefault
    public List<String> streams() {
        return List.copyOf(streams.names());
    }

    @JsonRpcDescription("Lists the dead-letter topics of the application's listeners, with the number of letters in each state")
    @DevMCPEnableByDefault
    public List<TopicView> letterTopics(@JsonRpcDescription(STREAM) String stream) {
        return desks.ofOpenStream(stream).topics().stream().map(topic -> new TopicView(topic.topic(), counts(topic.counts())))
                .toList();
    }

    @JsonRpcDescription("Groups dead letters by cause: exception, place in the application, and listener" + OF)
    @DevMCPEnableByDefault
    public List<GroupView> letterGroups(String stream, String topic, Map<String, String> selection) {
        return desks.ofOpenStream(stream).groups(topic, filter(selection)).stream().map(LetterService::view).toList();
    }

    private static GroupView view(LetterGroup group) {
        Map<String, String> selection = new TreeMap<>();
        if (group.fingerprint() != null) {
            selection.put("fingerprint", group.fingerprint());
        }
        if (group.listener() != null) {
            selection.put("listener", group.listener());
        }
        if (group.exception() != null) {
            selection.put("exception", group.exception());
        }
        return new GroupView(LetterView.text(group.exception()), LetterView.text(group.message()),
                LetterView.text(group.frame()), LetterView.text(group.listener()), group.count(), counts(group.counts()),
                LetterView.text(group.first()), LetterView.text(group.last()),
                group.sample() == null ? "" : group.sample().toString(), selection);
    }

    @JsonRpcDescription("Lists dead letters, the newest first, 50 at a time" + OF
            + "; position where the page begins: next of the page before, empty for the first")
    @DevMCPEnableByDefault
    public PageView letters(String stream, String topic, Map<String, String> selection, String position) {
        PageRequest first = PageRequest.newest(PAGE);
        LetterPage page = desks.ofOpenStream(stream).letters(topic, filter(selection),
                position == null || position.isEmpty() ? first : first.at(position));
        return new PageView(page.letters().stream().map(LetterView::of).toList(), page.next().orElse(""));
    }

    @JsonRpcDescription("Shows all that is known of a dead letter: payload, headers, origin, failure with stack trace, and state")
    @DevMCPEnableByDefault
    public LetterView letter(@JsonRpcDescription(STREAM) String stream,
            @JsonRpcDescription("The id of the letter, such as orders.dlq-0@17") String id) {
        return desks.ofOpenStream(stream).letter(LetterId.parse(id)).map(LetterView::of)
                .orElseThrow(() -> new IllegalArgumentException("There is no letter " + id));
    }

    @JsonRpcDescription("Tells what a redrive would do, without doing it: how many letters, to which listeners, and what is refused"
            + OF)
    @DevMCPEnableByDefault
    public PlanView planRedrive(String stream, String topic, Map<String, String> selection) {
        RedrivePlan plan = desks.ofOpenStream(stream).plan(topic, filter(selection), RedriveOptions.by("a dry run").build());
        return new PlanView(plan.count(), new TreeMap<>(plan.byListener()), plan.refused().entrySet().stream()
                .collect(Collectors.toMap(refusal -> refusal.getKey().text(), Map.Entry::getValue)));
    }

    @JsonRpcDescription("Redrives open dead letters, each to the listener that gave it up. Call planRedrive first" + OF + BY)
    @DevMCPEnableByDefault
    public Outcome redrive(String stream, String topic, Map<String, String> selection, String by) {
        return Outcome.of(() -> {
            Redrive redrive = actions.redrive(order(stream, topic, selection, by), filter(selection),
                    RedriveOptions.by(by).build());
            String more = redrive.completion().toCompletableFuture().isDone() ? "" : " so far, and the redrive continues";
            long refused = redrive.refused().values().stream().mapToLong(Long::longValue).sum();
            return redrive.redriven() + " letters are redriven" + (refused == 0 ? "" : ", " + refused + " are refused") + more;
        });
    }

    @JsonRpcDescription("Marks open dead letters as needing no work; they stay in the topic" + OF + BY + "; reason, required")
    @DevMCPEnableByDefault
    public Outcome discard(String stream, String topic, Map<String, String> selection, String by, String reason) {
        return Outcome.of(() -> actions.discard(order(stream, topic, selection, by), filter(selection), by, reason)
                + " letters are discarded");
    }

    private static LetterActions.Order order(String stream, String topic, Map<String, String> selection, String by) {
        return new LetterActions.Order(by + " (dev-ui)", stream, topic, selection == null ? Map.of() : Map.copyOf(selection));
    }

    private static LetterFilter filter(Map<String, String> selection) {
        LetterFilter.Builder filter = LetterFilter.builder();
        if (selection != null) {
            selection.forEach((condition, value) -> add(filter, condition, value));
        }
        return filter.build();
    }

    private static void add(LetterFilter.Builder filter, String condition, String value) {
        if (!LetterConditions.add(filter, condition, value)) {
            throw new IllegalArgumentException("\"" + condition + "\" selects no letters: " + CONDITIONS);
        }
    }

    private static Map<String, Long> counts(Map<LetterState, Long> counts) {
        Map<String, Long> byName = new TreeMap<>();
        counts.forEach((state, count) -> byName.put(state.name(), count));
        return byName;
    }
}

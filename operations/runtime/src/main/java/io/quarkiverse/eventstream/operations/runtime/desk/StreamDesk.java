package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.LetterTopic;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.quarkiverse.eventstream.operations.runtime.journal.LetterStates;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMatcher;

/**
 * The desk of a stream. Needs no container: a tool makes one for the topics of a stream that it has opened.
 */
public final class StreamDesk implements DeadLetterDesk, AutoCloseable {

    private final DeskStream stream;
    private final Set<RedriveRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public StreamDesk(DeskStream stream) {
        this.stream = stream;
    }

    private DeadLetterTopic topic(String name) {
        if (closed) {
            throw new IllegalStateException("The desk is closed: the application is stopping");
        }
        return DeadLetterTopic.find(stream, Objects.requireNonNull(name, "topic"));
    }

    @Override
    public List<LetterTopic> topics() {
        List<LetterTopic> topics = new ArrayList<>();
        int prefix = stream.names().fullTopic("").length();
        for (String full : stream.deadLetterTopics()) {
            topics.add(topicOf(full.substring(prefix)));
        }
        return List.copyOf(topics);
    }

    /**
     * A dead-letter topic with the number of letters in each state.
     *
     * @param topic the topic, without the prefix
     * @throws IllegalArgumentException if there is no such topic
     */
    public LetterTopic topicOf(String topic) {
        LetterStates states = topic(topic).states();
        return new LetterTopic(topic, states.letters().size(), states.counts());
    }

    @Override
    public List<LetterGroup> groups(String topic, LetterFilter filter) {
        DeadLetterTopic letters = topic(topic);
        LetterGrouping grouping = new LetterGrouping(letters.view());
        letters.scan(letters.states(), new LetterMatcher(filter, letters.view()), false, (letter, state) -> {
            grouping.add(letter, state);
            return true;
        });
        return grouping.groups();
    }

    @Override
    public LetterPage letters(String topic, LetterFilter filter, PageRequest page) {
        DeadLetterTopic letters = topic(topic);
        return new LetterPages(letters, letters.states(), new LetterMatcher(filter, letters.view())).read(page);
    }

    @Override
    public Optional<Letter> letter(LetterId id) {
        return new LetterLookup(topic(id.topic())).find(id);
    }

    @Override
    public RedrivePlan plan(String topic, LetterFilter filter, RedriveOptions options) {
        DeadLetterTopic letters = topic(topic);
        Commands.of(options, filter, stream.codec());
        return new RedrivePlanning(letters, options).plan(filter);
    }

    @Override
    public Redrive redrive(String topic, LetterFilter filter, RedriveOptions options) {
        RedriveRun run = new RedriveRun(topic(topic), filter, Commands.of(options, filter, stream.codec()));
        running.add(run);
        run.completion().whenComplete((nothing, error) -> running.remove(run));
        Thread thread = new Thread(run, "eventstream-redrive-" + topic);
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    @Override
    public long discard(String topic, LetterFilter filter, String by, String reason) {
        requireText(by, "Who discards letters");
        requireText(reason, "The reason to discard letters");
        DeadLetterTopic letters = topic(topic);
        return letters.exists() ? new Discard(letters, filter, by, reason).run() : 0;
    }

    private static void requireText(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(what + " must be given");
        }
    }

    /** Cancels the running redrives, and waits until they have ended, but no longer than for an answer of the broker. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture.allOf(running.stream().map(RedriveRun::cancel).map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, stream.timeout().toMillis(), TimeUnit.MILLISECONDS).join();
    }
}

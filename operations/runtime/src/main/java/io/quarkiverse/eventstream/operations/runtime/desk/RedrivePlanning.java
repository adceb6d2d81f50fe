package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.quarkiverse.eventstream.operations.RedriveRefusal;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMatcher;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;

/** Decides about letters without writing anything. Not thread-safe. */
final class RedrivePlanning {

    private static final int MOST_IDS = 100;

    private final DeadLetterTopic topic;
    private final RedriveOptions options;
    private final RedriveTargets targets;
    private final List<LetterId> letters = new ArrayList<>();
    private final Map<String, Long> byListener = new HashMap<>();
    private final Map<RedriveRefusal, Long> refused = new EnumMap<>(RedriveRefusal.class);
    private final Map<LetterId, RedriveRefusal> refusedLetters = new HashMap<>();
    private long count;

    RedrivePlanning(DeadLetterTopic topic, RedriveOptions options) {
        this.topic = topic;
        this.options = options;
        this.targets = new RedriveTargets(topic.stream(), options);
    }

    RedrivePlan plan(LetterFilter filter) {
        topic.scan(topic.states(), new LetterMatcher(filter, topic.view()), false, (letter, state) -> {
            if (state == LetterState.OPEN) {
                add(letter);
            }
            return count < options.limit();
        });
        return new RedrivePlan(count, letters, byListener, refused, refusedLetters);
    }

    private void add(LetterRecord letter) {
        LetterId id = topic.view().id(letter.record());
        RedriveTargets.Decision decision = targets.decide(letter);
        if (decision instanceof RedriveTargets.Target target) {
            count++;
            byListener.merge(target.listener(), 1L, Long::sum);
            if (letters.size() < MOST_IDS) {
                letters.add(id);
            }
        } else if (decision instanceof RedriveTargets.Refused refusal) {
            refused.merge(refusal.reason(), 1L, Long::sum);
            if (refusedLetters.size() < MOST_IDS) {
                refusedLetters.put(id, refusal.reason());
            }
        }
    }
}

package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.LetterStates;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMatcher;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterView;
import io.quarkiverse.eventstream.operations.runtime.topic.Section;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;

/**
 * Reads a page: from each partition as many letters as the page may have, and then merges them by time.
 */
final class LetterPages {

    private final DeadLetterTopic topic;
    private final LetterStates states;
    private final LetterMatcher matcher;
    private final LetterView view;

    LetterPages(DeadLetterTopic topic, LetterStates states, LetterMatcher matcher) {
        this.topic = topic;
        this.states = states;
        this.matcher = matcher;
        this.view = topic.view();
    }

    LetterPage read(PageRequest page) {
        PagePosition position = page.position() == null
                ? PagePosition.start(page.newestFirst())
                : PagePosition.parse(page.position(), page.newestFirst());
        Map<Integer, PartitionPage> partitions = new TreeMap<>();
        try (TopicReader reader = TopicReader.open(topic.stream().broker(), topic.fullName(), topic.stream().timeout())) {
            for (Section section : matcher.narrowed(states.letters())) {
                partitions.put(section.partition(), partition(from(section, position), page, reader));
            }
        }
        List<LetterSummary> merged = merge(partitions.values().stream().map(PartitionPage::letters).toList(), page);
        return new LetterPage(withStatus(merged), next(partitions, merged, page.newestFirst()));
    }

    private static Section from(Section section, PagePosition position) {
        Long offset = position.offsets().get(section.partition());
        if (offset == null) {
            return section;
        }
        return position.newestFirst() ? section.endingAt(offset) : section.startingAt(offset);
    }

    private PartitionPage partition(Section section, PageRequest page, TopicReader reader) {
        PartitionPage.Search search = (part, taker) -> DeadLetterTopic.scan(reader, List.of(part), states, matcher,
                (letter, state) -> taker.take(view.summary(letter, LetterView.status(null))));
        return page.newestFirst()
                ? PartitionPage.newest(section, page.limit(), search)
                : PartitionPage.oldest(section, page.limit(), search);
    }

    /** Each list keeps its order. */
    private static List<LetterSummary> merge(List<List<LetterSummary>> lists, PageRequest page) {
        record Head(List<LetterSummary> list, int at) {

            Instant time() {
                return list.get(at).failure().at();
            }
        }
        Comparator<Head> byTime = Comparator.comparing(Head::time);
        PriorityQueue<Head> heads = new PriorityQueue<>(page.newestFirst() ? byTime.reversed() : byTime);
        lists.stream().filter(list -> !list.isEmpty()).forEach(list -> heads.add(new Head(list, 0)));
        List<LetterSummary> merged = new ArrayList<>();
        while (!heads.isEmpty() && merged.size() < page.limit()) {
            Head head = heads.remove();
            merged.add(head.list().get(head.at()));
            if (head.at() + 1 < head.list().size()) {
                heads.add(new Head(head.list(), head.at() + 1));
            }
        }
        return merged;
    }

    private static Optional<String> next(Map<Integer, PartitionPage> partitions, List<LetterSummary> taken,
            boolean newestFirst) {
        Map<Integer, Integer> counts = new HashMap<>();
        taken.forEach(letter -> counts.merge(letter.id().partition(), 1, Integer::sum));
        Map<Integer, Long> offsets = new TreeMap<>();
        boolean isMore = false;
        for (Map.Entry<Integer, PartitionPage> entry : partitions.entrySet()) {
            PartitionPage partition = entry.getValue();
            int count = counts.getOrDefault(entry.getKey(), 0);
            boolean areTaken = count == partition.letters().size();
            isMore |= !areTaken || !partition.left().isEmpty();
            long boundary = newestFirst ? partition.searched().from() : partition.searched().to();
            if (!areTaken) {
                long first = partition.letters().get(count).id().offset();
                boundary = newestFirst ? first + 1 : first;
            }
            offsets.put(entry.getKey(), boundary);
        }
        return isMore ? Optional.of(new PagePosition(newestFirst, offsets).toString()) : Optional.empty();
    }

    private List<LetterSummary> withStatus(List<LetterSummary> letters) {
        Map<LetterId, JournalEntry> entries = topic.journal().details(letters.stream().map(LetterSummary::id).toList(), states);
        return letters.stream().map(letter -> new LetterSummary(letter.id(), LetterView.status(entries.get(letter.id())),
                letter.failure(), letter.eventName(), letter.eventId(), letter.key(), letter.redrives())).toList();
    }
}

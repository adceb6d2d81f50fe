package io.quarkiverse.eventstream.runtime.operate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.MemberView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.MembersView;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.GroupMember;

/**
 * The members of the groups of a stream. Only an operator's view asks the broker, every few seconds at most, and its answer is awaited for a
 * short time. Thread-safe.
 */
final class GroupMembership {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final MembersView NO_GROUP = new MembersView(List.of(), null);

    private static final Comparator<MemberView> BY_CLIENT = Comparator.comparing(MemberView::clientId)
            .thenComparing(MemberView::host);

    private final Map<String, Question> questions = new ConcurrentHashMap<>();

    private record Question(long asked, CompletableFuture<List<GroupMember>> answer) {}

    /** Asks for all groups at once, so that {@link #of} does not wait for one after the other. */
    void ask(Broker broker, Collection<String> groups) {
        questions.keySet().retainAll(groups);
        long now = System.nanoTime();
        groups.forEach(group -> questions.compute(group, (same, last) -> last == null || now - last.asked() > FRESH_NANOS
                ? new Question(now, answer(broker, group))
                : last));
    }

    private static CompletableFuture<List<GroupMember>> answer(Broker broker, String group) {
        try {
            return broker.members(group).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * The members of a group, with their partitions of a topic.
     *
     * @param group the full group; null for none
     */
    MembersView of(String group, String topic) {
        Question question = group == null ? null : questions.get(group);
        if (question == null) {
            return NO_GROUP;
        }
        try {
            long left = Math.max(0, question.asked() + PATIENCE_NANOS - System.nanoTime());
            return new MembersView(question.answer().get(left, TimeUnit.NANOSECONDS).stream()
                    .map(member -> view(member, topic)).sorted(BY_CLIENT).toList(), null);
        } catch (TimeoutException e) {
            return unknown("The broker has not answered within 2 seconds");
        } catch (ExecutionException e) {
            Throwable cause = InvocationFailure.of(e.getCause()).cause();
            return unknown(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("The look was interrupted");
        }
    }

    private static MembersView unknown(String reason) {
        return new MembersView(List.of(), reason);
    }

    private static MemberView view(GroupMember member, String topic) {
        return new MemberView(member.clientId(), member.host(), member.partitions().stream()
                .filter(partition -> partition.topic().equals(topic)).map(TopicPartition::partition)
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}

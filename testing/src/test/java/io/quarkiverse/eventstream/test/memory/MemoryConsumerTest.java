package io.quarkiverse.eventstream.test.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** The consumer in memory behaves like Kafka's. */
class MemoryConsumerTest {

    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final MemoryCluster cluster = new MemoryCluster(4);
    private final FetchOrder order = new FetchOrder();

    /** A member of a group, and the callbacks that it got. */
    private final class Member implements ConsumerRebalanceListener {

        private final MemoryConsumer consumer = new MemoryConsumer(cluster, order, "g", 500);
        private final List<String> callbacks = new ArrayList<>();
        private Runnable onNextRevocation = () -> {};

        Member() {
            consumer.subscribe(List.of("t"), this);
        }

        List<String> poll() {
            return values(consumer, NO_TIME);
        }

        Set<Integer> partitions() {
            return numbers(consumer.assignment());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            callbacks.add("revoked " + numbers(partitions));
            Runnable meanwhile = onNextRevocation;
            onNextRevocation = () -> {};
            meanwhile.run();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            callbacks.add("assigned " + numbers(partitions));
            consumer.committed(Set.copyOf(partitions)).forEach((partition, committed) -> {
                if (committed == null) {
                    consumer.seekToBeginning(Set.of(partition));
                }
            });
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            callbacks.add("lost " + numbers(partitions));
        }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> values(MemoryConsumer consumer, Duration timeout) {
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            values.add(new String(record.value(), StandardCharsets.UTF_8));
        }
        return values;
    }

    private MemoryConsumer assigned(TopicPartition... partitions) {
        MemoryConsumer consumer = new MemoryConsumer(cluster, order, null, 500);
        consumer.assign(List.of(partitions));
        consumer.seekToBeginning(List.of(partitions));
        return consumer;
    }

    private void append(int partition, String... values) {
        for (String value : values) {
            cluster.append(new ProducerRecord<>("t", partition, null, value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void recordsWithoutAKeyAreSpread() {
        Set<Integer> partitions = Stream.generate(() -> cluster.append(new ProducerRecord<>("t", new byte[0])).partition())
                .limit(4).collect(Collectors.toSet());

        assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void theOnlyMemberGetsAllPartitionsAndASecondOneHalfOfThem() {
        Member first = new Member();
        first.poll();
        assertThat(first.partitions()).containsExactly(0, 1, 2, 3);

        Member second = new Member();
        second.poll();
        assertThat(second.partitions()).as("before the first has let go").isEmpty();
        first.poll();
        second.poll();

        assertThat(first.partitions()).hasSize(2).doesNotContainAnyElementsOf(second.partitions());
        assertThat(second.partitions()).hasSize(2);
        assertThat(first.callbacks).containsExactly("assigned [0, 1, 2, 3]", "revoked " + second.partitions());
    }

    @Test
    void asFewPartitionsAsPossibleMove() {
        List<Member> members = List.of(new Member(), new Member(), new Member());
        for (int round = 0; round < 3; round++) {
            members.forEach(Member::poll);
        }
        assertThat(members).extracting(member -> member.partitions().size()).containsExactlyInAnyOrder(2, 1, 1);
        Set<Integer> kept = members.get(0).partitions();

        members.get(2).consumer.close();
        members.get(0).poll();
        members.get(1).poll();

        assertThat(members.get(0).partitions()).containsAll(kept).hasSize(2);
        assertThat(members.get(1).partitions()).hasSize(2);
    }

    @Test
    void moreMembersThanPartitionsLeaveSomeWithNone() {
        List<Member> members = Stream.generate(Member::new).limit(5).toList();
        for (int round = 0; round < 3; round++) {
            members.forEach(Member::poll);
        }

        assertThat(members).extracting(member -> member.partitions().size()).containsExactlyInAnyOrder(1, 1, 1, 1, 0);
    }

    @Test
    void aMemberResumesAtTheCommittedOffset() {
        append(0, "a", "b", "c");
        Member first = new Member();
        assertThat(first.poll()).containsExactly("a", "b", "c");
        first.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(1, "note")));
        first.consumer.close();

        Member second = new Member();

        assertThat(second.poll()).containsExactly("b", "c");
        assertThat(second.consumer.committed(Set.of(P0, P1))).containsEntry(P0, new OffsetAndMetadata(1, "note"))
                .containsEntry(P1, null);
    }

    @Test
    void anExpelledMemberLosesItsPartitionsAndCannotCommitAndJoinsAgain() {
        Member member = new Member();
        member.poll();
        cluster.change(() -> {
            cluster.group("g").expel("t", 4);
            return null;
        });

        assertThatThrownBy(() -> member.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(1))))
                .isInstanceOf(CommitFailedException.class);
        assertThat(cluster.committed("g")).isEmpty();
        member.poll();

        assertThat(member.callbacks).containsExactly("assigned [0, 1, 2, 3]", "lost [0, 1, 2, 3]", "assigned [0, 1, 2, 3]");
        member.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(1)));
        assertThat(cluster.committed("g")).containsKey(P0);
    }

    @Test
    void recalledPartitionsComeBack() {
        Member member = new Member();
        member.poll();

        cluster.change(() -> {
            cluster.group("g").recall("t");
            return null;
        });
        member.poll();

        assertThat(member.callbacks).containsExactly("assigned [0, 1, 2, 3]", "revoked [0, 1, 2, 3]", "assigned [0, 1, 2, 3]");
    }

    @Test
    void aRecallDuringARevocationAppliesToTheRemainingPartitions() {
        Member first = new Member();
        first.poll();
        Member second = new Member();
        second.poll();
        first.onNextRevocation = () -> cluster.change(() -> {
            cluster.group("g").recall("t");
            return null;
        });

        first.poll();
        second.poll();

        assertThat(first.callbacks).containsExactly("assigned [0, 1, 2, 3]", "revoked " + second.partitions(),
                "revoked " + first.partitions(), "assigned " + first.partitions());
    }

    @Test
    void aMemberExpelledDuringARevocationDoesNotKeepTheRemainingPartitions() {
        Member first = new Member();
        first.poll();
        Member second = new Member();
        second.poll();
        first.onNextRevocation = () -> cluster.change(() -> {
            cluster.group("g").expel("t", 4);
            return null;
        });

        first.poll();

        assertThat(first.callbacks).hasSize(4).startsWith("assigned [0, 1, 2, 3]").endsWith("assigned [0, 1, 2, 3]");
        assertThat(first.callbacks.get(1)).startsWith("revoked ");
        assertThat(first.callbacks.get(2)).startsWith("lost ");
    }

    @Test
    void addedPartitionsAreAssigned() {
        Member member = new Member();
        member.poll();

        cluster.grow("t", 6);
        member.poll();

        assertThat(member.callbacks).containsExactly("assigned [0, 1, 2, 3]", "assigned [4, 5]");
    }

    @Test
    void aPausedPartitionIsNotFetchedAndLosesNothing() {
        append(0, "a");
        append(1, "b");
        MemoryConsumer consumer = assigned(P0, P1);
        consumer.pause(List.of(P0));

        assertThat(values(consumer, NO_TIME)).containsExactly("b");
        consumer.resume(List.of(P0));
        assertThat(values(consumer, NO_TIME)).containsExactly("a");
        assertThat(consumer.currentLag(P0)).hasValue(0);
    }

    @Test
    void aSeekMovesThePosition() {
        append(0, "a", "b", "c");
        MemoryConsumer consumer = assigned(P0);

        consumer.seek(P0, 2);

        assertThat(consumer.position(P0)).isEqualTo(2);
        assertThat(values(consumer, NO_TIME)).containsExactly("c");
        consumer.seekToBeginning(List.of(P0));
        assertThat(values(consumer, NO_TIME)).containsExactly("a", "b", "c");
    }

    @Test
    void anInstantIsTheFirstRecordThatIsNotOlder() {
        for (long time : List.of(10L, 20L, 15L, 30L)) {
            cluster.append(new ProducerRecord<>("t", 0, time, null, new byte[0]));
        }

        Map<TopicPartition, OffsetAndTimestamp> found = assigned(P0).offsetsForTimes(Map.of(P0, 15L, P1, 0L));

        assertThat(found).containsEntry(P0, new OffsetAndTimestamp(1, 20)).containsEntry(P1, null);
        assertThat(assigned(P0).offsetsForTimes(Map.of(P0, 31L))).containsEntry(P0, null);
        assertThatIllegalArgumentException().isThrownBy(() -> assigned(P0).offsetsForTimes(Map.of(P0, -1L)));
    }

    @Test
    void aPollReturnsAsSoonAsThereIsARecord() {
        MemoryConsumer consumer = assigned(P0);
        CompletableFuture<List<String>> polled = CompletableFuture.supplyAsync(() -> values(consumer, LONG));

        append(0, "a");

        assertThat(polled.join()).containsExactly("a");
    }

    @Test
    void aWakeUpEndsAPollOnce() {
        MemoryConsumer consumer = assigned(P0);
        append(0, "a");

        consumer.wakeup();

        assertThatThrownBy(() -> consumer.poll(LONG)).isInstanceOf(WakeupException.class);
        assertThat(values(consumer, NO_TIME)).containsExactly("a");
    }

    @Test
    void aPollReturnsNoMoreThanMaxPollRecords() {
        append(0, "a", "b", "c");
        MemoryConsumer consumer = new MemoryConsumer(cluster, order, null, 2);
        consumer.assign(List.of(P0));
        consumer.seekToBeginning(List.of(P0));

        assertThat(values(consumer, NO_TIME)).containsExactly("a", "b");
        assertThat(values(consumer, NO_TIME)).containsExactly("c");
    }

    @Test
    void shuffledPartitionsKeepTheirOwnOrderAndLoseNothing() {
        for (int i = 0; i < 50; i++) {
            append(0, "a" + i);
            append(1, "b" + i);
        }
        order.shuffle(7);
        MemoryConsumer consumer = assigned(P0, P1);

        List<String> values = new ArrayList<>();
        while (values.size() < 100) {
            values.addAll(values(consumer, NO_TIME));
        }

        Map<Character, List<String>> byPartition = values.stream().collect(Collectors.groupingBy(value -> value.charAt(0)));
        assertThat(byPartition.get('a')).isEqualTo(Stream.iterate(0, i -> i + 1).limit(50).map(i -> "a" + i).toList());
        assertThat(byPartition.get('b')).isEqualTo(Stream.iterate(0, i -> i + 1).limit(50).map(i -> "b" + i).toList());
        assertThat(values.subList(0, 50)).as("mixed").anyMatch(value -> value.startsWith("a"))
                .anyMatch(value -> value.startsWith("b"));
    }

    @Test
    void theFirstOfTheShuffledPartitionsIsRandom() {
        append(0, "a");
        append(1, "b");

        order.shuffle(7);
        Set<String> first = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            first.add(values(assigned(P0, P1), NO_TIME).get(0));
        }

        assertThat(first).containsExactly("a", "b");
    }

    @Test
    void aTopicIsCreatedByTheFirstRequestForItsPartitions() {
        MemoryConsumer consumer = new MemoryConsumer(cluster, order, "g", 500);
        assertThat(consumer.listTopics()).isEmpty();

        assertThat(consumer.partitionsFor("new")).hasSize(4);

        assertThat(consumer.listTopics()).containsOnlyKeys("new");
    }
}

package io.quarkiverse.eventstream.test.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A group: its members, their partitions, and the committed offsets. As in Kafka's newer protocol (KIP-848), the broker computes the
 * target assignment, moves as few partitions as possible, and assigns a partition only after its previous member has given it up.
 * Guarded by the {@link MemoryCluster}.
 */
final class MemoryGroup {

    /** A member. It holds a partition from the assignment until it has given it up. */
    static final class Member {

        private final String topic;
        private final String id;
        /** Follows the target assignment at once, because no consumer polls for it. */
        private final boolean passive;
        private final Set<TopicPartition> held = new HashSet<>();
        private Set<TopicPartition> target = Set.of();
        private boolean recalled;
        private boolean expelled;

        Member(String topic, String id, boolean passive) {
            this.topic = topic;
            this.id = id;
            this.passive = passive;
        }

        String id() {
            return id;
        }
    }

    private final Set<Member> members = new LinkedHashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    Map<TopicPartition, OffsetAndMetadata> committed() {
        return committed;
    }

    void join(Member member, int partitions) {
        members.add(member);
        assign(member.topic, partitions);
    }

    void leave(Member member, int partitions) {
        if (members.remove(member)) {
            member.held.clear();
            assign(member.topic, partitions);
        }
    }

    boolean has(Member member) {
        return members.contains(member);
    }

    /** The number of members that consume a topic. */
    int members(String topic) {
        return (int) members.stream().filter(member -> member.topic.equals(topic)).count();
    }

    /** Whether a consumer, rather than a passive member, has joined for a topic. */
    boolean hasService(String topic) {
        return members.stream().anyMatch(member -> member.topic.equals(topic) && !member.passive);
    }

    /** The partitions that each member holds. */
    List<Set<TopicPartition>> holdings() {
        return members.stream().map(member -> Set.copyOf(member.held)).toList();
    }

    /** Revokes all partitions from the members of a topic, and assigns them again. */
    void recall(String topic) {
        members.stream().filter(member -> member.topic.equals(topic) && !member.passive && !member.held.isEmpty())
                .forEach(member -> member.recalled = true);
    }

    /** Expels all members of a topic, as after a session timeout. They may join again. */
    void expel(String topic, int partitions) {
        List<Member> expelled = members.stream().filter(member -> member.topic.equals(topic) && !member.passive).toList();
        expelled.forEach(member -> {
            member.expelled = true;
            members.remove(member);
        });
        assign(topic, partitions);
    }

    /** Whether all members of a topic have reached their target assignment. */
    boolean isStable(String topic) {
        return members.stream().filter(member -> member.topic.equals(topic))
                .allMatch(member -> !member.recalled && member.held.equals(member.target));
    }

    boolean isExpelled(Member member) {
        return member.expelled;
    }

    Set<TopicPartition> held(Member member) {
        return Set.copyOf(member.held);
    }

    /** The partitions that a member has to give up. */
    Set<TopicPartition> toRevoke(Member member) {
        Set<TopicPartition> surplus = new HashSet<>(member.held);
        if (!member.recalled) {
            surplus.removeAll(member.target);
        }
        return surplus;
    }

    void revoked(Member member, Set<TopicPartition> partitions) {
        member.held.removeAll(partitions);
        // A recall may have come while the member gave up fewer partitions.
        member.recalled &= !member.held.isEmpty();
        updatePassive();
    }

    /** The partitions of a member's target assignment that are free. */
    Set<TopicPartition> toGive(Member member) {
        Set<TopicPartition> free = new TreeSet<>(Comparator.comparingInt(TopicPartition::partition));
        if (!member.recalled && !member.expelled) {
            free.addAll(member.target);
            members.forEach(other -> free.removeAll(other.held));
        }
        return free;
    }

    Set<TopicPartition> give(Member member) {
        Set<TopicPartition> given = toGive(member);
        member.held.addAll(given);
        return given;
    }

    /**
     * Computes the target assignment: equal shares, in which each member keeps as many of its partitions as possible.
     */
    void assign(String topic, int partitions) {
        List<Member> sharing = new ArrayList<>(members.stream().filter(member -> member.topic.equals(topic)).toList());
        if (sharing.isEmpty()) {
            return;
        }
        // Larger shares go to the members with the most partitions.
        sharing.sort(Comparator.comparingInt((Member member) -> -member.target.size()));
        Set<TopicPartition> free = new LinkedHashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            free.add(new TopicPartition(topic, partition));
        }
        int larger = partitions % sharing.size();
        Map<Member, Integer> shares = new HashMap<>();
        for (Member member : sharing) {
            int share = partitions / sharing.size() + (shares.size() < larger ? 1 : 0);
            shares.put(member, share);
            member.target = new HashSet<>(
                    member.target.stream().sorted(Comparator.comparingInt(TopicPartition::partition)).limit(share).toList());
            free.removeAll(member.target);
        }
        Iterator<TopicPartition> rest = free.iterator();
        for (Member member : sharing) {
            while (member.target.size() < shares.get(member)) {
                member.target.add(rest.next());
            }
        }
        updatePassive();
    }

    private void updatePassive() {
        for (Member member : members) {
            if (member.passive) {
                member.recalled = false;
                member.held.retainAll(member.target);
                give(member);
            }
        }
    }
}

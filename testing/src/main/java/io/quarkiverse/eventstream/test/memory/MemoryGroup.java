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
 * A group: who is in it, which partitions each member should hold, and what is committed. As in Kafka's newer protocol
 * (KIP-848), the broker decides who should hold what, moves as little as it can, and gives a partition to a member only when the
 * one before has let it go. Guarded by the {@link MemoryCluster}.
 */
final class MemoryGroup {

    /** A member. It holds what it has been given and has not let go. */
    static final class Member {

        private final String topic;
        private final String id;
        /** Lets go at once, and takes at once: nobody polls for it. */
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

    /** How many members consume a topic. */
    int members(String topic) {
        return (int) members.stream().filter(member -> member.topic.equals(topic)).count();
    }

    /** Whether a service has a member for a topic. */
    boolean hasService(String topic) {
        return members.stream().anyMatch(member -> member.topic.equals(topic) && !member.passive);
    }

    /** What each member holds. */
    List<Set<TopicPartition>> holdings() {
        return members.stream().map(member -> Set.copyOf(member.held)).toList();
    }

    /** Has all members of a topic give back everything, and get it anew. */
    void recall(String topic) {
        members.stream().filter(member -> member.topic.equals(topic) && !member.passive && !member.held.isEmpty())
                .forEach(member -> member.recalled = true);
    }

    /** Throws all members of a topic out, as if nothing had been heard of them for too long. They may join again. */
    void expel(String topic, int partitions) {
        List<Member> expelled = members.stream().filter(member -> member.topic.equals(topic) && !member.passive).toList();
        expelled.forEach(member -> {
            member.expelled = true;
            members.remove(member);
        });
        assign(topic, partitions);
    }

    /** Whether all members of a topic hold what they should. */
    boolean isSettled(String topic) {
        return members.stream().filter(member -> member.topic.equals(topic))
                .allMatch(member -> !member.recalled && member.held.equals(member.target));
    }

    boolean isExpelled(Member member) {
        return member.expelled;
    }

    Set<TopicPartition> held(Member member) {
        return Set.copyOf(member.held);
    }

    /** What a member holds and has to let go. */
    Set<TopicPartition> toRevoke(Member member) {
        Set<TopicPartition> surplus = new HashSet<>(member.held);
        if (!member.recalled) {
            surplus.removeAll(member.target);
        }
        return surplus;
    }

    void revoked(Member member, Set<TopicPartition> partitions) {
        member.held.removeAll(partitions);
        // A recall may have come while the member let go of less.
        member.recalled &= !member.held.isEmpty();
        settlePassive();
    }

    /** What a member should hold, and nobody does. */
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
     * Settles who should hold what: an equal share each, and those that have partitions keep as many of them as their share
     * allows.
     */
    void assign(String topic, int partitions) {
        List<Member> sharing = new ArrayList<>(members.stream().filter(member -> member.topic.equals(topic)).toList());
        if (sharing.isEmpty()) {
            return;
        }
        // Larger shares go to those that have most already.
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
        settlePassive();
    }

    private void settlePassive() {
        for (Member member : members) {
            if (member.passive) {
                member.recalled = false;
                member.held.retainAll(member.target);
                give(member);
            }
        }
    }
}

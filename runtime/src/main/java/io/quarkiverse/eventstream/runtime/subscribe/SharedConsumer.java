package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;

/**
 * The rules for listeners of one topic and group, which share a consumer: one offset to begin at, one ordering, and
 * one point of the commit. The same at build time, at start and at run time.
 *
 * @param members the listeners so far
 */
public record SharedConsumer(List<Member> members) {

    /**
     * A listener, or the properties that its group has already.
     *
     * @param name for messages
     * @param offset null if it does not matter, or is not known
     * @param ordering null if it is not known
     * @param commit null if it is not known
     */
    public record Member(String name, Offset offset, Ordering ordering, CommitPoint commit) {}

    /**
     * A broken rule.
     *
     * @param rule continues a sentence that begins with the listener
     */
    public record Violation(String rule, String remedy) {

        /** Both, after the listener. */
        public String of(String listener) {
            return listener + " " + rule + ". " + remedy;
        }
    }

    /** A consumer without listeners. */
    public SharedConsumer() {
        this(new ArrayList<>());
    }

    /** Adds a listener, and returns the rules that it breaks together with the earlier ones. */
    public List<Violation> add(Member listener) {
        List<Violation> violations = new ArrayList<>();
        firstOther(Member::offset, listener).ifPresent(other -> violations.add(new Violation(
                "must begin at the same offset as " + other.name() + " of its topic and group, at " + other.offset()
                        + " and not at " + listener.offset(),
                "They share a consumer: use the same offset, or another group")));
        firstOther(Member::ordering, listener).ifPresent(other -> violations.add(new Violation(
                "must have the same ordering as " + other.name() + " of its topic and group, " + other.ordering()
                        + " and not " + listener.ordering(),
                "They get events in the same order: use the same ordering, or another group")));
        firstOther(Member::commit, listener).ifPresent(other -> violations.add(new Violation(
                "must commit at the same point as " + other.name() + " of its topic and group, " + other.commit()
                        + " and not " + listener.commit(),
                "They share the committed offset: configure the same for commit, or another group")));
        members.add(listener);
        return violations;
    }

    /** The first member with the property, if the listener has another value of it. */
    private Optional<Member> firstOther(Function<Member, Object> property, Member listener) {
        Object own = property.apply(listener);
        return members.stream().filter(member -> property.apply(member) != null).findFirst()
                .filter(member -> own != null && !own.equals(property.apply(member)));
    }
}

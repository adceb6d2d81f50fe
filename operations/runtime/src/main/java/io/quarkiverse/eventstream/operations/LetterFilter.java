package io.quarkiverse.eventstream.operations;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Selects letters. A letter is selected if it meets each condition that is set; by default, all open letters are selected. Immutable.
 */
public final class LetterFilter {

    private final Builder conditions;

    private LetterFilter(Builder conditions) {
        this.conditions = conditions;
    }

    /**
     * All open letters.
     *
     * @return the filter
     */
    public static LetterFilter open() {
        return builder().build();
    }

    /**
     * All letters, in all states.
     *
     * @return the filter
     */
    public static LetterFilter all() {
        return builder().states(LetterState.values()).build();
    }

    /**
     * Open letters by their coordinates.
     *
     * @param ids the letters
     * @return the filter
     */
    public static LetterFilter of(LetterId... ids) {
        return builder().ids(List.of(ids)).build();
    }

    /**
     * Starts a filter.
     *
     * @return a builder without conditions but that letters are open
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The states.
     *
     * @return one or more
     */
    public Set<LetterState> states() {
        return EnumSet.copyOf(conditions.states);
    }

    /**
     * The id of the listener that gave the event up.
     *
     * @return empty for any
     */
    public Optional<String> listener() {
        return Optional.ofNullable(conditions.listener);
    }

    /**
     * The group of that listener.
     *
     * @return without the prefix; empty for any
     */
    public Optional<String> group() {
        return Optional.ofNullable(conditions.group);
    }

    /**
     * The fingerprint.
     *
     * @return empty for any
     */
    public Optional<String> fingerprint() {
        return Optional.ofNullable(conditions.fingerprint);
    }

    /**
     * The class of the exception.
     *
     * @return empty for any
     */
    public Optional<String> exception() {
        return Optional.ofNullable(conditions.exception);
    }

    /**
     * The name of the event.
     *
     * @return empty for any
     */
    public Optional<String> eventName() {
        return Optional.ofNullable(conditions.eventName);
    }

    /**
     * The key of the record.
     *
     * @return empty for any
     */
    public Optional<String> key() {
        return Optional.ofNullable(conditions.key);
    }

    /**
     * The earliest time of the failure.
     *
     * @return empty for any
     */
    public Optional<Instant> failedFrom() {
        return Optional.ofNullable(conditions.failedFrom);
    }

    /**
     * The time before which the failure was.
     *
     * @return empty for any
     */
    public Optional<Instant> failedBefore() {
        return Optional.ofNullable(conditions.failedBefore);
    }

    /**
     * The coordinates.
     *
     * @return empty for any
     */
    public Set<LetterId> ids() {
        return conditions.ids;
    }

    /** Builds a {@link LetterFilter}. Not thread-safe. */
    public static final class Builder {

        private Set<LetterState> states = EnumSet.of(LetterState.OPEN);
        private String listener;
        private String group;
        private String fingerprint;
        private String exception;
        private String eventName;
        private String key;
        private Instant failedFrom;
        private Instant failedBefore;
        private Set<LetterId> ids = Set.of();

        private Builder() {}

        private Builder(Builder other) {
            states = EnumSet.copyOf(other.states);
            listener = other.listener;
            group = other.group;
            fingerprint = other.fingerprint;
            exception = other.exception;
            eventName = other.eventName;
            key = other.key;
            failedFrom = other.failedFrom;
            failedBefore = other.failedBefore;
            ids = other.ids;
        }

        /**
         * The states of letters, instead of open ones. To redrive and to discard, only open letters count all the same.
         *
         * @param states one or more
         * @return this
         */
        public Builder states(LetterState... states) {
            this.states = EnumSet.copyOf(List.of(states));
            return this;
        }

        /**
         * The listener that gave the event up.
         *
         * @param listener its id
         * @return this
         */
        public Builder listener(String listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * The group of the listener.
         *
         * @param group without the prefix
         * @return this
         */
        public Builder group(String group) {
            this.group = Objects.requireNonNull(group, "group");
            return this;
        }

        /**
         * The fingerprint of the failure, such as {@link LetterGroup#fingerprint}.
         *
         * @param fingerprint 16 hexadecimal digits
         * @return this
         */
        public Builder fingerprint(String fingerprint) {
            this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
            return this;
        }

        /**
         * The exception.
         *
         * @param exception the name of its class
         * @return this
         */
        public Builder exception(String exception) {
            this.exception = Objects.requireNonNull(exception, "exception");
            return this;
        }

        /**
         * The name of the event.
         *
         * @param eventName the name
         * @return this
         */
        public Builder eventName(String eventName) {
            this.eventName = Objects.requireNonNull(eventName, "eventName");
            return this;
        }

        /**
         * The key of the record.
         *
         * @param key the key, compared as UTF-8
         * @return this
         */
        public Builder key(String key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * When the last attempt failed; for letters that do not say so, when they were written.
         *
         * @param from this time or later; null for any
         * @param before before this time; null for any
         * @return this
         */
        public Builder failedBetween(Instant from, Instant before) {
            this.failedFrom = from;
            this.failedBefore = before;
            return this;
        }

        /**
         * The letters themselves.
         *
         * @param ids their coordinates; those of other topics select nothing. None for any letter
         * @return this
         */
        public Builder ids(Iterable<LetterId> ids) {
            Set<LetterId> all = new HashSet<>();
            ids.forEach(all::add);
            this.ids = Set.copyOf(all);
            return this;
        }

        /**
         * The filter.
         *
         * @return an immutable copy of the conditions
         */
        public LetterFilter build() {
            return new LetterFilter(new Builder(this));
        }
    }
}

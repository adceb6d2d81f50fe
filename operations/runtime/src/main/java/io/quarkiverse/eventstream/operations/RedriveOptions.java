package io.quarkiverse.eventstream.operations;

import java.util.Objects;
import java.util.Optional;

/** How letters are redriven. Immutable. */
public final class RedriveOptions {

    /** The rate unless another one is set. */
    public static final int DEFAULT_RATE = 100;

    private final String by;
    private final String reason;
    private final int ratePerSecond;
    private final long limit;
    private final String listener;
    private final String group;
    private final String editedValue;

    private RedriveOptions(Builder builder) {
        by = builder.by;
        reason = builder.reason;
        ratePerSecond = builder.ratePerSecond;
        limit = builder.limit;
        listener = builder.listener;
        group = builder.group;
        editedValue = builder.editedValue;
    }

    /**
     * Starts options.
     *
     * @param by who redrives, such as the name of a user; not blank
     * @return a builder
     */
    public static Builder by(String by) {
        return new Builder(by);
    }

    /**
     * Who redrives.
     *
     * @return the name of a user, for example
     */
    public String by() {
        return by;
    }

    /**
     * Why.
     *
     * @return empty if no reason is given
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * How many letters are redriven in a second at most.
     *
     * @return 1 or more
     */
    public int ratePerSecond() {
        return ratePerSecond;
    }

    /**
     * How many letters are redriven at most.
     *
     * @return 1 or more; {@code Long.MAX_VALUE} for all
     */
    public long limit() {
        return limit;
    }

    /**
     * The listener that gets letters that name none.
     *
     * @return its id; empty if such letters are refused
     */
    public Optional<String> listener() {
        return Optional.ofNullable(listener);
    }

    /**
     * The group of that listener.
     *
     * @return without the prefix; empty if such letters are refused
     */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /**
     * The value that the listener gets instead of the letter's.
     *
     * @return a JSON envelope; empty for the letter's own
     */
    public Optional<String> editedValue() {
        return Optional.ofNullable(editedValue);
    }

    /** Builds {@link RedriveOptions}. Not thread-safe. */
    public static final class Builder {

        private final String by;
        private String reason;
        private int ratePerSecond = DEFAULT_RATE;
        private long limit = Long.MAX_VALUE;
        private String listener;
        private String group;
        private String editedValue;

        private Builder(String by) {
            this.by = Objects.requireNonNull(by, "by");
            if (by.isBlank()) {
                throw new IllegalArgumentException("A redrive needs the name of the one who redrives");
            }
        }

        /**
         * Why.
         *
         * @param reason a text for other operators
         * @return this
         */
        public Builder reason(String reason) {
            this.reason = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /**
         * How many letters are redriven in a second at most; {@value RedriveOptions#DEFAULT_RATE} by default.
         *
         * @param letters 1 or more
         * @return this
         */
        public Builder ratePerSecond(int letters) {
            this.ratePerSecond = (int) requireOne(letters, "The rate");
            return this;
        }

        /**
         * How many letters are redriven at most; all by default.
         *
         * @param letters 1 or more
         * @return this
         */
        public Builder limit(long letters) {
            this.limit = requireOne(letters, "The limit");
            return this;
        }

        private static long requireOne(long letters, String what) {
            if (letters < 1) {
                throw new IllegalArgumentException(what + " of a redrive must be 1 or more, not " + letters);
            }
            return letters;
        }

        /**
         * The listener that gets letters that name none, such as those of other clients. The letters of another listener keep their own.
         *
         * @param listener its id
         * @param group its group, without the prefix
         * @return this
         */
        public Builder target(String listener, String group) {
            this.listener = Objects.requireNonNull(listener, "listener");
            this.group = Objects.requireNonNull(group, "group");
            return this;
        }

        /**
         * Redrives one letter with another value. The letter in the dead-letter topic stays as it is.
         *
         * @param json the whole value, an envelope
         * @return this
         */
        public Builder editedValue(String json) {
            this.editedValue = Objects.requireNonNull(json, "json");
            return this;
        }

        /**
         * The options.
         *
         * @return an immutable copy
         */
        public RedriveOptions build() {
            return new RedriveOptions(this);
        }
    }
}

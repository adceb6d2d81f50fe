package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.NewerVersionException;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.DeliveryConfig;
import io.quarkiverse.eventstream.runtime.config.EnvironmentForm;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.FailureConfig;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.ListenerConfig;
import io.quarkiverse.eventstream.runtime.config.NewerVersion;
import io.quarkiverse.eventstream.runtime.envelope.NameRules;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * The configuration of delivery to a listener. Each property is taken from the first of these that has it: the listener's rule for
 * an exception, the stream's rule for that exception, the listener, the stream.
 */
final class DeliveryRules {

    private static final String DEAD_LETTER_SUFFIX = ".dlq";
    private static final String EXCEPTION = "exception";

    private final EventStreamConfig config;
    private final StreamSettings settings;
    private final DeliveryConfig stream;
    private final Names names;
    private final KnownExceptions exceptions;

    DeliveryRules(EventStreamConfig config, StreamSettings settings, DeliveryConfig stream, Names names,
            KnownExceptions exceptions) {
        this.exceptions = exceptions;
        this.config = config;
        this.settings = settings;
        this.stream = stream;
        this.names = names;
    }

    /** The settings of a listener. */
    DeliverySettings settings(ListenerSpec spec, Ordering ordering, boolean skipReplays, List<String> violations) {
        List<Keyed<ListenerConfig>> keyed = ListenerResolution.keyedOverrides(config, spec.id());
        List<ListenerConfig> overrides = keyed.stream().map(Keyed::config).toList();
        int maxConcurrency = atLeastOne("max-concurrency", keyed, ListenerConfig::maxConcurrency, stream.maxConcurrency(),
                violations);
        checkStream(violations);
        boolean hasDeadLettersOfVersions = newerVersion(overrides) == NewerVersion.DEAD_LETTER;
        FailureRules failures = failures(keyed, hasDeadLettersOfVersions, violations);
        boolean hasDeadLetters = failures.hasDeadLetters() || hasDeadLettersOfVersions;
        String deadLetterTopic = names.fullTopic(first(overrides, ListenerConfig::deadLetterTopic)
                .or(stream::deadLetterTopic).orElse(spec.topic() + DEAD_LETTER_SUFFIX));
        String brokenRule = hasDeadLetters ? NameRules.kafkaTopic(deadLetterTopic) : null;
        if (brokenRule != null) {
            violation("dead-letter-topic \"" + UntrustedText.of(deadLetterTopic) + "\": " + brokenRule, violations);
        }
        if (hasDeadLetters && deadLetterTopic.equals(names.fullTopic(spec.topic()))) {
            violation("dead-letter-topic \"" + UntrustedText.of(deadLetterTopic)
                    + "\" is the topic that it listens to, so that each"
                    + " dead letter would come back to it. Name another one", violations);
        }
        return new DeliverySettings(first(overrides, ListenerConfig::ordering).orElse(ordering),
                first(overrides, ListenerConfig::commit).orElse(stream.commit()), maxConcurrency, failures, deadLetterTopic,
                skipReplays, first(overrides, ListenerConfig::health).orElse(stream.health()));
    }

    /** What happens to an event with a newer version than the class of the listener's payload. */
    NewerVersion newerVersion(ListenerSpec spec) {
        return newerVersion(ListenerResolution.overrides(config, spec.id()));
    }

    private NewerVersion newerVersion(List<ListenerConfig> overrides) {
        return first(overrides, ListenerConfig::newerVersion).orElse(stream.newerVersion());
    }

    private void checkStream(List<String> violations) {
        requireAtLeastOne(streamKey("max-buffered"), stream.maxBuffered(), violations);
        requirePositive(streamKey("commit-interval"), stream.commitInterval(), violations);
        requirePositive(streamKey("stuck-after"), stream.stuckAfter(), violations);
        if (stream.drainTimeout().isNegative()) {
            violation(streamKey("drain-timeout") + " must be zero or more, not " + stream.drainTimeout(), violations);
        }
    }

    private String streamKey(String property) {
        return settings.key("delivery." + property);
    }

    private static void requirePositive(String property, Duration value, List<String> violations) {
        if (value.isNegative() || value.isZero()) {
            violation(property + " must be more than zero, not " + value, violations);
        }
    }

    private FailureRules failures(List<Keyed<ListenerConfig>> overrides, boolean hasDeadLettersOfVersions,
            List<String> violations) {
        Set<String> exceptions = new TreeSet<>(stream.exception().keySet());
        overrides.forEach(override -> exceptions.addAll(override.config().exception().keySet()));
        exceptions.forEach(exception -> requireClass(exception, violations));
        Map<String, FailureRule> byException = new HashMap<>();
        for (String exception : exceptions.stream().map(EnvironmentForm::of).distinct().toList()) {
            Stream<Keyed<FailureConfig>> forException = Stream.concat(
                    overrides.stream().map(override -> new Keyed<>(override.key(EXCEPTION), override.config().exception())),
                    Stream.of(new Keyed<>(streamKey(EXCEPTION), stream.exception())))
                    .flatMap(rules -> rulesFor(exception, rules));
            byException.put(exception, rule(Stream.concat(forException, ofListener(overrides)).toList(), violations));
        }
        FailureRule general = rule(ofListener(overrides).toList(), violations);
        if (hasDeadLettersOfVersions) {
            byException.put(NewerVersionException.class.getName(),
                    new FailureRule(FailurePolicy.DEAD_LETTER, 1, general.redelivery()));
        }
        return new FailureRules(general, byException);
    }

    private static Stream<Keyed<FailureConfig>> ofListener(List<Keyed<ListenerConfig>> overrides) {
        return overrides.stream().map(override -> new Keyed<>(override.prefix(), override.config()));
    }

    private FailureRule rule(List<Keyed<FailureConfig>> keyed, List<String> violations) {
        List<FailureConfig> sources = keyed.stream().map(Keyed::config).toList();
        FailurePolicy policy = first(sources, FailureConfig::failurePolicy).orElse(stream.failurePolicy());
        int attempts = atLeastOne("attempts", keyed, FailureConfig::attempts, stream.attempts(), violations);
        Duration backoff = first(sources, FailureConfig::backoff).orElse(stream.backoff());
        Duration maxBackoff = first(sources, FailureConfig::maxBackoff).orElse(stream.maxBackoff());
        if (backoff.toMillis() < 1) {
            violation(key("backoff", keyed, source -> source.backoff().isPresent()) + " must be a millisecond or more, not "
                    + backoff, violations);
        }
        if (maxBackoff.compareTo(backoff) < 0) {
            violation(key("max-backoff", keyed, source -> source.maxBackoff().isPresent()) + " must be at least backoff, "
                    + backoff + ", not " + maxBackoff, violations);
        }
        return new FailureRule(policy, attempts, new Redelivery(backoff, maxBackoff));
    }

    /** A count from the first source that has it, or else from the stream. */
    private <C> int atLeastOne(String property, List<Keyed<C>> sources, Function<C, OptionalInt> value, int ofStream,
            List<String> violations) {
        int found = sources.stream().map(Keyed::config).map(value).filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt).findFirst().orElse(ofStream);
        requireAtLeastOne(key(property, sources, source -> value.apply(source).isPresent()), found, violations);
        return Math.max(1, found);
    }

    /** The key that a property was taken from. */
    private <C> String key(String property, List<Keyed<C>> sources, Predicate<C> hasIt) {
        return sources.stream().filter(source -> hasIt.test(source.config())).map(source -> source.key(property)).findFirst()
                .orElseGet(() -> streamKey(property));
    }

    private static <C, T> Optional<T> first(List<? extends C> sources, Function<C, Optional<T>> property) {
        return sources.stream().map(property).flatMap(Optional::stream).findFirst();
    }

    private static void requireAtLeastOne(String property, int value, List<String> violations) {
        if (value < 1) {
            violation(property + " must be 1 or more, not " + value, violations);
        }
    }

    private static Stream<Keyed<FailureConfig>> rulesFor(String exception, Keyed<Map<String, FailureConfig>> rules) {
        return rules.config().entrySet().stream().filter(rule -> EnvironmentForm.of(rule.getKey()).equals(exception))
                .map(rule -> new Keyed<>(rules.key('"' + rule.getKey() + '"'), rule.getValue()));
    }

    /** With a typing error, the general rule would apply to the exception. */
    private void requireClass(String exception, List<String> violations) {
        switch (exceptions.find(exception)) {
            case EXCEPTION -> {
            }
            case OTHER -> violation("exception.\"" + exception + "\" names a class that is no exception", violations);
            case UNKNOWN ->
                violation("exception.\"" + exception + "\" names no class of the application. Write the full name, with a"
                        + " $ before a nested class; an environment variable has it in upper case, with _ for each dot and $",
                        violations);
        }
    }

    private static void violation(String problem, List<String> violations) {
        if (!violations.contains(problem)) {
            violations.add(problem);
        }
    }
}

package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.config.EnvironmentForm;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;

/**
 * The treatment of failures of a listener, by exception class. Immutable.
 */
public final class FailureRules {

    private final FailureRule general;
    private final Map<String, FailureRule> byException;

    /**
     * With a rule for everything, and others for some exceptions.
     *
     * @param general the rule for all other exceptions
     * @param byException by the name of the exception's class, also in the form that an environment variable leaves of it
     */
    public FailureRules(FailureRule general, Map<String, FailureRule> byException) {
        this.general = general;
        this.byException = new HashMap<>();
        byException.forEach((exception, rule) -> this.byException.put(EnvironmentForm.of(exception), rule));
        // Another attempt does not make a payload fit.
        this.byException.putIfAbsent(EnvironmentForm.of(PayloadException.class.getName()), poison());
    }

    /** The rule for the class of a failure, or for its nearest superclass that has one. */
    public FailureRule ruleFor(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            FailureRule rule = byException.get(EnvironmentForm.of(type.getName()));
            if (rule != null) {
                return rule;
            }
        }
        return general;
    }

    /**
     * The treatment of an undecodable record: a dead letter where failures become dead letters, else a skip. It never stops a
     * listener.
     */
    public FailureRule poison() {
        FailurePolicy policy = hasDeadLetters() ? FailurePolicy.DEAD_LETTER : FailurePolicy.SKIP;
        return new FailureRule(policy, 1, general.redelivery());
    }

    /** Whether failures become dead letters, by the general rule. */
    public boolean hasDeadLetters() {
        return general.policy() == FailurePolicy.DEAD_LETTER;
    }
}

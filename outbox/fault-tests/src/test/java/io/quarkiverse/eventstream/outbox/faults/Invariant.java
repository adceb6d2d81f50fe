package io.quarkiverse.eventstream.outbox.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold after each run. */
enum Invariant {

    NONE_MISSING("the events of all committed transactions are on the topic", Invariant::missing),

    NONE_ROLLED_BACK("no event of a transaction that was rolled back is on the topic", Invariant::rolledBack),

    IN_ORDER("the events of a key are in the order of their transactions", Invariant::outOfOrder),

    NONE_LEFT("no event is left in the table", Invariant::left),

    NONE_EARLY("no event is sent before it is due", Evidence::early),

    ONE_EFFECT("each listener has one effect for each event on the topic", Invariant::otherThanOne),

    NONE_FAILS("no transaction and no publication fails", Evidence::failures);

    final String clause;
    private final Function<Evidence, List<String>> violations;

    Invariant(String clause, Function<Evidence, List<String>> violations) {
        this.clause = clause;
        this.violations = violations;
    }

    /** One description for each violation; none if it holds. */
    List<String> violations(Evidence evidence) {
        return violations.apply(evidence);
    }

    private static List<String> missing(Evidence evidence) {
        Set<String> published = new HashSet<>(evidence.published());
        return evidence.committed().stream().filter(id -> !published.contains(id)).toList();
    }

    private static List<String> rolledBack(Evidence evidence) {
        return evidence.published().stream().distinct().filter(id -> !evidence.committed().contains(id)).toList();
    }

    /** An event may come again, after a crash; its first time counts. */
    private static List<String> outOfOrder(Evidence evidence) {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> highest = new HashMap<>();
        List<String> outOfOrder = new ArrayList<>();
        for (String id : evidence.orders()) {
            String[] parts = id.split(":");
            int number = Integer.parseInt(parts[1]);
            if (seen.add(id) && number < highest.merge(parts[0], number, Math::max)) {
                outOfOrder.add(id + " after " + highest.get(parts[0]));
            }
        }
        return outOfOrder;
    }

    private static List<String> left(Evidence evidence) {
        return evidence.stored() == 0 ? List.of() : List.of(evidence.stored() + " events");
    }

    private static List<String> otherThanOne(Evidence evidence) {
        Map<String, Long> effects = evidence.effects().stream()
                .collect(Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
        List<String> wrong = new ArrayList<>();
        for (String id : new HashSet<>(evidence.orders())) {
            for (String listener : evidence.listeners()) {
                Long count = effects.remove(listener + " " + id);
                if (count == null || count != 1) {
                    wrong.add(listener + " has " + (count == null ? 0 : count) + " of " + id);
                }
            }
        }
        effects.keySet().forEach(effect -> wrong.add(effect + " is an effect of no event"));
        return wrong;
    }
}

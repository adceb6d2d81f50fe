package io.quarkiverse.eventstream.runtime.metrics;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;

/**
 * Meters with common tags, which are removed together. After that the set registers no meters, so that a late event brings none back.
 * Thread-safe.
 */
final class MeterSet {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Set<MeterSet> all;

    // Guarded by this.
    private final Set<Meter> meters = new HashSet<>();
    private boolean removed;

    /**
     * An empty set.
     *
     * @param all the sets with meters, this one included while it has any; concurrent
     */
    MeterSet(MeterRegistry registry, Tags tags, Set<MeterSet> all) {
        this.registry = registry;
        this.tags = tags;
        this.all = all;
    }

    /** An empty set with these tags and more. */
    MeterSet with(Tags more) {
        return new MeterSet(registry, tags.and(more), all);
    }

    synchronized Counter counter(String name, String description, String... more) {
        return removed
                ? new NoopCounter(new Meter.Id(name, tags.and(more), null, description, Meter.Type.COUNTER))
                : keep(Counter.builder(name).description(description).tags(tags.and(more)).register(registry));
    }

    /** Must not be called after {@link #remove}. */
    synchronized Timer timer(String name, String description, String... more) {
        return keep(Timer.builder(name).description(description).tags(tags.and(more)).register(registry));
    }

    synchronized <T> void countedElsewhere(String name, String description, T source, ToDoubleFunction<T> count) {
        if (!removed) {
            keep(FunctionCounter.builder(name, source, count).description(description).tags(tags).register(registry));
        }
    }

    synchronized void gauge(String name, String description, String unit, Supplier<Number> value, String... more) {
        if (!removed) {
            keep(Gauge.builder(name, value).description(description).baseUnit(unit).tags(tags.and(more)).strongReference(true)
                    .register(registry));
        }
    }

    synchronized void seconds(String name, String description, Supplier<Number> nanos) {
        if (!removed) {
            keep(TimeGauge.builder(name, nanos, TimeUnit.NANOSECONDS).description(description).tags(tags)
                    .strongReference(true).register(registry));
        }
    }

    private <M extends Meter> M keep(M meter) {
        meters.add(meter);
        all.add(this);
        return meter;
    }

    synchronized void remove() {
        removed = true;
        meters.forEach(registry::remove);
        meters.clear();
        all.remove(this);
    }
}

package io.quarkiverse.eventstream.runtime.deliver;

import java.util.function.BooleanSupplier;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Service;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * The context that all deliveries of a consumer share.
 */
public final class DeliveryContext {

    /** Makes the context of a consumer. */
    @FunctionalInterface
    public interface Factory {

        /**
         * For one consumer.
         *
         * @param roomAgain called on any thread when a full partition may have room again
         * @param mayDispatch asked on any thread before each invocation of a listener; after a no, all deliveries are woken later
         */
        DeliveryContext of(ListenerGroup group, Runnable roomAgain, BooleanSupplier mayDispatch);
    }

    /** The services that the deliveries of all consumers of a stream share. */
    public record Services(EventCodec codec, BusThreads threads, DeadLetters deadLetters, Service service) {}

    private final ListenerGroup group;
    private final SelectiveDeserializer values;
    private final Services services;
    private final GroupObservation observation;
    private final RecordBounds bounds;
    private final Runnable roomAgain;
    private final RefetchedRecords fetchedBefore = new RefetchedRecords();
    private final BooleanSupplier mayDispatch;
    private final StrandedDeliveries stranded = new StrandedDeliveries();
    private final FailingEvents failingEvents = new FailingEvents();

    /**
     * For one consumer.
     *
     * @param bounds how many records are held at most
     * @param roomAgain called on any thread when a full partition may have room again
     * @param mayDispatch asked on any thread before each invocation of a listener
     */
    public DeliveryContext(ListenerGroup group, Services services, GroupObservation observation, RecordBounds bounds,
            Runnable roomAgain, BooleanSupplier mayDispatch) {
        this.group = group;
        this.values = new SelectiveDeserializer(group, bounds.memory());
        this.services = services;
        this.observation = observation;
        this.bounds = bounds;
        this.roomAgain = roomAgain;
        this.mayDispatch = mayDispatch;
    }

    ListenerGroup group() {
        return group;
    }

    /** For the consumer. */
    public SelectiveDeserializer values() {
        return values;
    }

    EventCodec codec() {
        return services.codec();
    }

    public BusThreads threads() {
        return services.threads();
    }

    Service service() {
        return services.service();
    }

    DeadLetters deadLetters() {
        return services.deadLetters();
    }

    public GroupObservation observation() {
        return observation;
    }

    int maxUnfinished() {
        return bounds.records();
    }

    RecordMemory memory() {
        return bounds.memory();
    }

    /** Whether listeners may be invoked. If not, deliveries wait until they are woken. */
    boolean mayDispatch() {
        return mayDispatch.getAsBoolean();
    }

    /** The deliveries that the polling thread has to resume. */
    public StrandedDeliveries stranded() {
        return stranded;
    }

    RefetchedRecords fetchedBefore() {
        return fetchedBefore;
    }

    Runnable roomAgain() {
        return roomAgain;
    }

    /** They outlive the sessions of the consumer. */
    public FailingEvents failingEvents() {
        return failingEvents;
    }
}

package io.quarkiverse.eventstream.runtime.deliver;

import java.util.function.BooleanSupplier;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * What all deliveries of a consumer share.
 */
public final class DeliveryContext {

    /** Makes the context of a consumer. */
    @FunctionalInterface
    public interface Factory {

        /**
         * For one consumer.
         *
         * @param roomAgain called on any thread when a full partition may have room again
         * @param mayDispatch asked on any thread before each call of a listener; where it says no, all deliveries are woken later on
         */
        DeliveryContext of(ListenerGroup group, Runnable roomAgain, BooleanSupplier mayDispatch);
    }

    private final ListenerGroup group;
    private final SelectiveDeserializer values;
    private final EventCodec codec;
    private final BusThreads threads;
    private final DeadLetters deadLetters;
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
     * @param mayDispatch asked on any thread before each call of a listener
     */
    public DeliveryContext(ListenerGroup group, EventCodec codec, BusThreads threads, DeadLetters deadLetters,
            GroupObservation observation, RecordBounds bounds, Runnable roomAgain, BooleanSupplier mayDispatch) {
        this.group = group;
        this.values = new SelectiveDeserializer(group, bounds.memory());
        this.codec = codec;
        this.threads = threads;
        this.deadLetters = deadLetters;
        this.observation = observation;
        this.bounds = bounds;
        this.roomAgain = roomAgain;
        this.mayDispatch = mayDispatch;
    }

    ListenerGroup group() {
        return group;
    }

    /** Reads the values of records. */
    public SelectiveDeserializer values() {
        return values;
    }

    EventCodec codec() {
        return codec;
    }

    /** Where to run. */
    public BusThreads threads() {
        return threads;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Watches what becomes of records. */
    public GroupObservation observation() {
        return observation;
    }

    int maxUnfinished() {
        return bounds.records();
    }

    RecordMemory memory() {
        return bounds.memory();
    }

    /** Whether listeners may be called. If not, deliveries wait until they are woken. */
    boolean mayDispatch() {
        return mayDispatch.getAsBoolean();
    }

    /** Whether a delivery has to be helped by the polling thread. */
    public StrandedDeliveries stranded() {
        return stranded;
    }

    RefetchedRecords fetchedBefore() {
        return fetchedBefore;
    }

    Runnable roomAgain() {
        return roomAgain;
    }

    /** The events that fail. */
    public FailingEvents failingEvents() {
        return failingEvents;
    }
}

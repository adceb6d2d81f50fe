/**
 * The test library for services with an event bus: it observes what a service publishes and what its listeners do, pushes events to
 * its listeners, and opens streams without a container.
 * <p>
 * A test of a service looks like this, on any stream that delivers:
 *
 * <pre>{@code
 * import static io.quarkiverse.eventstream.test.EventAssertions.*;
 *
 * @QuarkusTest
 * class BillingTest {
 *
 *     @Inject
 *     ObservedEvents events;
 *
 *     @Test
 *     void anOrderIsBilled() {
 *         events.push(OutgoingEvent.builder("orderCreated").topic("orders").payload(order).build()).await();
 *
 *         published(events).to("bills").named("billSent").withPayload(Map.of("order", "o-1")).once();
 *         await().nothingLost(events);
 *     }
 *
 *     @Test
 *     void anOrderWithoutACustomerIsDeadLettered() {
 *         ObservedRecord record = events.push(orderWithoutCustomer).await();
 *
 *         assertEquals(Outcome.DEAD_LETTERED, record.outcome("billing"));
 *     }
 *
 *     @Test
 *     void anUndecodableRecordIsSkipped() {
 *         assertEquals(Outcome.UNDECODABLE, events.pushUndecodable("orders").await().outcome());
 *     }
 * }
 * }</pre>
 *
 * Start with {@link io.quarkiverse.eventstream.test.ObservedEvents}, which also defines what counts in a test, and with
 * {@link io.quarkiverse.eventstream.test.EventAssertions}. In plain JUnit,
 * {@link io.quarkiverse.eventstream.test.EventStreamExtension} opens a
 * {@link io.quarkiverse.eventstream.test.StandaloneStream} for each test.
 */
package io.quarkiverse.eventstream.test;

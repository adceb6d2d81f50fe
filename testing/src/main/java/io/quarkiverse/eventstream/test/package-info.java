/**
 * What tests of services with an event bus need: to see what the service published and what became of it, to push events at its
 * listeners, and a stream without a container.
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
 *     void anOrderWithoutACustomerIsPutAside() {
 *         ObservedRecord record = events.push(orderWithoutCustomer).await();
 *
 *         assertEquals(Outcome.DEAD_LETTERED, record.outcome("billing"));
 *     }
 *
 *     @Test
 *     void whatIsNoEventDoesNoHarm() {
 *         assertEquals(Outcome.UNDECODABLE, events.pushBroken("orders").await().outcome());
 *     }
 * }
 * }</pre>
 *
 * Start reading at {@link io.quarkiverse.eventstream.test.ObservedEvents}, which also says what counts in a test, and at
 * {@link io.quarkiverse.eventstream.test.EventAssertions}. In plain JUnit,
 * {@link io.quarkiverse.eventstream.test.EventStreamExtension} opens a
 * {@link io.quarkiverse.eventstream.test.StandaloneStream} for each test.
 */
package io.quarkiverse.eventstream.test;

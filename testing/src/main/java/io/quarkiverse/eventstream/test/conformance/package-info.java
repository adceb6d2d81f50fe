/**
 * What a kind of stream promises, as tests. Whoever adds one extends
 * {@link io.quarkiverse.eventstream.test.conformance.DeliveringStreamConformance}, or, where nothing is delivered,
 * {@link io.quarkiverse.eventstream.test.conformance.StreamConformance}, says how a stream is opened, and runs the class with
 * JUnit. Needs {@code junit-jupiter} on the test class path.
 */
package io.quarkiverse.eventstream.test.conformance;

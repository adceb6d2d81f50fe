/**
 * The contract of a kind of stream, as tests. To test a new kind, extend
 * {@link io.quarkiverse.eventstream.test.conformance.DeliveringStreamConformance} or, if it delivers nothing,
 * {@link io.quarkiverse.eventstream.test.conformance.StreamConformance}, implement the methods that access the stream, and run the
 * class with JUnit. Needs {@code junit-jupiter} on the test class path.
 */
package io.quarkiverse.eventstream.test.conformance;

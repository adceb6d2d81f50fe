/**
 * What the page of dead letters in the Dev UI asks. An application has these classes in dev mode only.
 */
package io.quarkiverse.eventstream.operations.runtime.dev.ui;

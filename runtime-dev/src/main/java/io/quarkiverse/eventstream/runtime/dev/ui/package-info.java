/**
 * What the pages of the Dev UI ask. An application has these classes in dev mode only: the extension descriptor names the artifact as a
 * conditional dependency of dev mode.
 */
package io.quarkiverse.eventstream.runtime.dev.ui;

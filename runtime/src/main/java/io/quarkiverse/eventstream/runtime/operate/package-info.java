/**
 * What operators see of listeners, and do with them: one view and one set of actions for HTTP and the Dev UI. An application that has
 * neither loads no class of it.
 */
package io.quarkiverse.eventstream.runtime.operate;

/**
 * Brings a database from one version to the next, within the transaction of the upgrade: all steps take effect, or none. A promise may wait for requests of
 * that transaction alone.
 */
export type MigrationStep = (database: IDBDatabase, transaction: IDBTransaction) => void | Promise<void>

import neo4j, { type Driver } from 'neo4j-driver';

/** The address of a Neo4j and the login. With an empty password there is no authentication. */
export interface Neo4jAddress {
  uri: string;
  user: string;
  password: string;
}

/** Runs `work` with a new driver, which is closed afterwards. */
export async function withDriver<T>({ uri, user, password }: Neo4jAddress, work: (driver: Driver) => Promise<T>): Promise<T> {
  const driver = neo4j.driver(uri, password ? neo4j.auth.basic(user, password) : undefined);
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

/** The version and edition that the server reports: `{ version: '5.26.30', edition: 'community' }`. */
export async function readVersion(driver: Driver): Promise<{ version: string; edition: string }> {
  const { records } = await driver.executeQuery('CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition');
  return records[0]!.toObject() as { version: string; edition: string };
}

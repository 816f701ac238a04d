import { InvalidArgumentError } from 'commander'
import { closest } from '../base/closest.ts'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { type ScenarioName, scenarioNames, scenarios } from '../simulator/scenarios.ts'

/** Parses a comma list of scenario names, such as `drop,garbage`. */
export function scenarioList(text: string): ScenarioName[] {
  return text.split(',').map(name => {
    if (Object.hasOwn(scenarios, name)) return name as ScenarioName
    const near = closest(name, scenarioNames)
    throw new InvalidArgumentError(
      near
        ? say('Did you mean {near}?', { near })
        : say('It must be one or more of {names}.', { names: listText(scenarioNames) }),
    )
  })
}

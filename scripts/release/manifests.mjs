import { archiveName } from '../package/publish.mjs'

/**
 * What manifests say of the project, as package.json has it.
 *
 * @typedef {{ version: string, description: string, homepage: string, license: string, repository: { url: string } }} Project
 */

/**
 * Returns the manifests of package managers for a release, by file name: for Scoop, and a formula for Homebrew. They name
 * the archives of the release with their hashes.
 *
 * @param {Project} project
 * @param {string} sums the text of SHA256SUMS
 * @throws {Error} if an archive is missing in it
 */
export function manifests(project, sums) {
  const releases = `${project.repository.url.replace(/^git\+|\.git$/g, '')}/releases/download`
  const hashes = new Map(sums.split('\n').map(line => [line.slice(66), line.slice(0, 64)]))
  /**
   * @param {string} target
   * @param {string} extension
   */
  const archive = (target, extension) => {
    const folder = archiveName(project.version, target)
    const hash = hashes.get(folder + extension)
    if (hash === undefined) throw new Error(`SHA256SUMS has no ${folder}${extension}`)
    return { url: `${releases}/v${project.version}/${folder}${extension}`, hash, folder }
  }
  return {
    'gizwits-tail.json': scoop(project, archive('win-x64', '.zip')),
    'gizwits-tail.rb': formula(project, target => archive(target, '.tar.gz')),
  }
}

/** @typedef {{ url: string, hash: string, folder: string }} Archive */

/**
 * @param {Project} project
 * @param {Archive} archive
 */
function scoop({ version, description, homepage, license }, { url, hash, folder }) {
  /** @param {string} text */
  const anyVersion = text => text.replaceAll(version, '$version')
  const manifest = {
    version,
    description,
    homepage,
    license,
    architecture: { '64bit': { url, hash, extract_dir: folder } },
    bin: 'gizwits-tail.exe',
    checkver: 'github',
    autoupdate: {
      architecture: { '64bit': { url: anyVersion(url), extract_dir: anyVersion(folder) } },
      hash: { url: '$baseurl/SHA256SUMS' },
    },
  }
  return `${JSON.stringify(manifest, null, 4)}\n`
}

/**
 * @param {Project} project
 * @param {(target: string) => Archive} archive
 */
function formula({ version, description, homepage, license }, archive) {
  /** @param {string} system */
  const systemBlock = system =>
    ['arm', 'intel']
      .map(cpu => {
        const { url, hash } = archive(`${system}-${cpu === 'arm' ? 'arm64' : 'x64'}`)
        return `    on_${cpu} do\n      url ${ruby(url)}\n      sha256 ${ruby(hash)}\n    end\n`
      })
      .join('')
  return `class GizwitsTail < Formula
  desc ${ruby(description)}
  homepage ${ruby(homepage)}
  version ${ruby(version)}
  license ${ruby(license)}

  on_macos do
${systemBlock('macos')}  end

  on_linux do
${systemBlock('linux')}  end

  def install
    bin.install "gizwits-tail"
    man1.install "man/gizwits-tail.1"
    generate_completions_from_executable(bin/"gizwits-tail", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/gizwits-tail --version")
  end
end
`
}

/**
 * Returns a string literal of Ruby.
 *
 * @param {string} text
 */
function ruby(text) {
  return `"${text.replace(/["\\]|#(?=[{$@])/g, '\\$&')}"`
}
